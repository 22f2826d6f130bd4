import { observed, type WorkName } from '@lexhop/foundation';
import type { RetrieveAnswer } from './answer.js';
import type { RetrievalMode } from './request.js';

/** Observes the moves of one answer for metrics and traces, and records how long each took. */
export class Moves {
  readonly #started = performance.now();
  readonly #milliseconds = new Map<WorkName, number>();

  constructor(private readonly mode: RetrievalMode) {}

  async make<Result>(name: WorkName, work: () => Promise<Result>): Promise<Result> {
    const started = performance.now();
    const result = await observed(name, { mode: this.mode }, work);
    this.#milliseconds.set(name, performance.now() - started);
    return result;
  }

  /** Milliseconds of the moves made so far; `total` is the time since the start. */
  timings(): RetrieveAnswer['timings'] {
    const of = (name: WorkName) => this.#milliseconds.get(name) ?? 0;
    return {
      understand: of('understand'),
      embed: of('embed-query'),
      search: of('enter'),
      hop: of('traverse') + of('prune'),
      rerank: of('rerank'),
      total: performance.now() - this.#started,
    };
  }
}
