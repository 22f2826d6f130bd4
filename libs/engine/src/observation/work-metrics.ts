import { type Work, workChannel, type WorkName } from '@lexhop/foundation';
import { Counter, Histogram, type Registry } from 'prom-client';

const waits = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const jobs = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1800];

/** A histogram of one kind of work: its name, its labels beside the outcome, and its bounds in seconds. */
interface Timing {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly buckets: readonly number[];
}

const move: Timing = {
  name: 'lexhop_retrieval_move_seconds',
  help: 'Seconds of one move of an answer',
  labels: ['mode', 'move'],
  buckets: waits,
};
const timings: Readonly<Record<WorkName, Timing>> = {
  job: {
    name: 'lexhop_job_seconds',
    help: 'Seconds of one job of a build, a batch or the finish of a step',
    labels: ['step', 'kind'],
    buckets: jobs,
  },
  retrieve: {
    name: 'lexhop_retrieval_seconds',
    help: 'Seconds of one answer, with the embedding of its query',
    labels: ['mode'],
    buckets: waits,
  },
  answer: {
    name: 'lexhop_answer_seconds',
    help: 'Seconds of the writing of one answer, after its articles are found',
    labels: ['mode'],
    buckets: jobs,
  },
  understand: move,
  'embed-query': move,
  enter: move,
  traverse: move,
  prune: move,
  rerank: move,
  present: move,
  embed: {
    name: 'lexhop_embedding_seconds',
    help: 'Seconds of one call to an embedding model',
    labels: ['model'],
    buckets: waits,
  },
  'ask-language-model': {
    name: 'lexhop_language_model_seconds',
    help: 'Seconds of one call to a language model',
    labels: ['model'],
    buckets: jobs,
  },
};

/** Measures how long the work of this process takes. Work that failed or was cancelled has the outcome `failed`. */
export class WorkMetrics {
  readonly #began = new WeakMap<Work, number>();
  readonly #histograms = new Map<string, Histogram>();
  readonly #texts: Counter;
  readonly #listener = {
    start: (work: Work) => void this.#began.set(work, performance.now()),
    end: () => {},
    asyncStart: () => {},
    asyncEnd: (work: Work) => this.#ended(work),
    error: () => {},
  };

  constructor(registry: Registry) {
    for (const { name, help, labels, buckets } of new Set(Object.values(timings))) {
      const labelNames = [...labels, 'outcome'];
      this.#histograms.set(
        name,
        new Histogram({ name, help, labelNames, buckets: [...buckets], registers: [registry] }),
      );
    }
    const help = 'Texts that were embedded';
    this.#texts = new Counter({
      name: 'lexhop_embedded_texts_total',
      help,
      labelNames: ['model'],
      registers: [registry],
    });
    workChannel.subscribe(this.#listener);
  }

  close(): void {
    workChannel.unsubscribe(this.#listener);
  }

  #ended(work: Work): void {
    const { name, facts, error } = work;
    const seconds = (performance.now() - (this.#began.get(work) ?? performance.now())) / 1000;
    const { name: histogram, labels } = timings[name];
    const named = Object.fromEntries(labels.map((label) => [label, label === 'move' ? name : String(facts[label])]));
    this.#histograms.get(histogram)?.observe({ ...named, outcome: error === undefined ? 'done' : 'failed' }, seconds);
    if (name === 'embed' && error === undefined)
      this.#texts.inc({ model: String(facts['model']) }, Number(facts['texts']));
  }
}
