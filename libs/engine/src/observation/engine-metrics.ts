import { type Build, type BuildStep, buildSteps } from '@lexhop/graph-model';
import type { LedgerTotal } from '@lexhop/language-model';
import type { QueueDepths } from '@lexhop/job-queue';
import type { GraphBuildParts } from '@lexhop/graph-build';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { WorkMetrics } from './work-metrics.js';

const microUsdPerUsd = 1_000_000;

/** What the engine counts and times, and the resources that the process takes, in the text format of Prometheus. */
export class EngineMetrics {
  readonly #registry = new Registry();
  readonly #work = new WorkMetrics(this.#registry);
  readonly #calls = this.#gauge('lexhop_language_model_calls', 'Calls to language models', ['model', 'outcome']);
  readonly #tokens = this.#gauge('lexhop_language_model_tokens', 'Tokens of settled calls', ['model', 'direction']);
  readonly #cost = this.#gauge(
    'lexhop_language_model_cost_usd',
    'US dollars of settled calls, and at most of unknown ones',
    ['model', 'outcome'],
  );
  readonly #jobs = this.#gauge('lexhop_queue_jobs', 'Jobs on the queue', ['state']);
  readonly #deliveries = this.#gauge('lexhop_webhook_deliveries', 'Messages about ended builds that are kept', [
    'state',
  ]);
  readonly #steps = this.#gauge('lexhop_build_step_seconds', 'Seconds of each step of a graph’s newest build', [
    'graph',
    'step',
  ]);

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  /** Asks the stores and the queue; rejects where one does not answer. */
  async read({ stores, queue, clock }: GraphBuildParts): Promise<string> {
    const [totals, depths, deliveries, builds] = await Promise.all([
      stores.ledger.totals({}),
      queue.depths(),
      stores.deliveries.counts(),
      stores.builds.list({ limit: 50 }),
    ]);
    for (const [state, count] of Object.entries(deliveries)) this.#deliveries.set({ state }, count);
    this.#steps.reset();
    for (const build of newestOfEach(builds)) {
      for (const [step, seconds] of stepSeconds(build, clock.now())) {
        this.#steps.set({ graph: build.graph, step }, seconds);
      }
    }
    return this.describe(totals, depths);
  }

  /** Stops counting work. */
  close(): void {
    this.#work.close();
  }

  /** The ledger's sums of all time by model, and the queue's depths, in the Prometheus text format. */
  describe(totals: readonly LedgerTotal[], depths: QueueDepths): Promise<string> {
    for (const total of totals) this.#setTotal(total);
    for (const [state, count] of Object.entries(depths)) this.#jobs.set({ state }, count);
    return this.#registry.metrics();
  }

  #setTotal({ model, ...total }: LedgerTotal): void {
    for (const outcome of ['completed', 'failed', 'unknown'] as const)
      this.#calls.set({ model, outcome }, total[outcome]);
    this.#tokens.set({ model, direction: 'in' }, total.inputTokens);
    this.#tokens.set({ model, direction: 'out' }, total.outputTokens);
    this.#cost.set({ model, outcome: 'settled' }, total.microUsd / microUsdPerUsd);
    this.#cost.set({ model, outcome: 'unknown' }, total.unknownMicroUsd / microUsdPerUsd);
  }

  #gauge(name: string, help: string, labelNames: string[]): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }
}

/** How long each step of a build took, or has taken until now where it runs: from its beginning to that of the next, in seconds. */
export function stepSeconds(build: Pick<Build, 'progress' | 'endedAt'>, now: Date): ReadonlyMap<BuildStep, number> {
  const begun = buildSteps.flatMap((step) => {
    const startedAt = build.progress[step]?.startedAt;
    return startedAt === undefined ? [] : [{ step, startedAt: Date.parse(startedAt) }];
  });
  const end = build.endedAt === undefined ? now.getTime() : Date.parse(build.endedAt);
  return new Map(
    begun.map(({ step, startedAt }, place) => [step, ((begun[place + 1]?.startedAt ?? end) - startedAt) / 1000]),
  );
}

/** The newest build of each graph, of builds newest first. */
function newestOfEach(builds: readonly Build[]): readonly Build[] {
  const newest = new Map<string, Build>();
  for (const build of builds) if (!newest.has(build.graph)) newest.set(build.graph, build);
  return [...newest.values()];
}
