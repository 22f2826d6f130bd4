import { randomUUID } from 'node:crypto';
import type { BegunBatch, GraphStores } from '@lexhop/graph-store';
import type { Batch, StepJob } from '@lexhop/job-queue';
import { DeadlyBatchError } from './errors.js';

/**
 * A batch that so many workers died in is not begun again. Drafting waits at a provider nearly all the time, and keeps each reply: whoever
 * ends a worker then ends it in some batch, which is not to blame.
 */
const mostDeaths = { usual: 2, draft: 5 } as const;

interface BegunWork {
  readonly job: StepJob;
  readonly batch: Batch;
  readonly signal: AbortSignal;
}

/** Knows in the books what this process is at, so that whichever comes after it knows what it died in. */
export class DeathWatch {
  /** No other process had it, or will have it. */
  readonly #name = randomUUID();
  readonly #gate = new Gate();

  constructor(private readonly begun: GraphStores['begun']) {}

  /**
   * Does the work of a batch, noting that it is begun and that it has ended. One in which a worker died is worked on while no other is, but for
   * batches of drafting: of all that were under way then, only the one to blame has a second death. Throws a DeadlyBatchError for one that too many died in.
   */
  async outlived({ job, batch, signal }: BegunWork, work: () => Promise<void>): Promise<void> {
    const { graph, number, run, step } = job;
    const noted: BegunBatch = { graph, number, run, step, kind: batch.kind, from: batch.from, to: batch.to };
    if (step === 'draft') return this.#noting(noted, { job, batch, signal }, work);
    const isSuspect = (await this.begun.deaths(noted, this.#name)) > 0;
    const leave = await this.#gate.enter(isSuspect ? 'alone' : 'beside', signal);
    try {
      await this.#noting(noted, { job, batch, signal }, work);
    } finally {
      leave();
    }
  }

  async #noting(noted: BegunBatch, { job, batch, signal }: BegunWork, work: () => Promise<void>): Promise<void> {
    const deaths = await this.begun.begin(noted, this.#name);
    if (deaths >= (job.step === 'draft' ? mostDeaths.draft : mostDeaths.usual))
      throw new DeadlyBatchError(job.step, batch, deaths);
    // Books that are away now are none that a worker died for: this one may begin the batch again.
    const end = () => this.begun.end(noted, this.#name).catch(() => {});
    // A worker that is to stop hands the batch back, and may be gone before its work has ended.
    signal.addEventListener('abort', end, { once: true });
    await work().finally(end);
    signal.removeEventListener('abort', end);
  }
}

type Manner = 'alone' | 'beside';

interface Waiting {
  readonly manner: Manner;
  readonly enter: () => void;
}

/** Lets work in beside other work, or alone; first come, first in. */
class Gate {
  #inside: readonly Manner[] = [];
  #waiting: readonly Waiting[] = [];

  /** Returns what lets the next in. Rejects with the signal's reason where it is called off before. */
  async enter(manner: Manner, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    await new Promise<void>((enter, refuse) => {
      const waiting = { manner, enter };
      this.#waiting = [...this.#waiting, waiting];
      const callOff = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        refuse(signal.reason as Error);
        this.#admit();
      };
      signal.addEventListener('abort', callOff, { once: true });
      this.#admit();
    });
    return () => {
      const [, ...others] = this.#inside;
      this.#inside = others;
      this.#admit();
    };
  }

  #admit(): void {
    for (;;) {
      const [next, ...others] = this.#waiting;
      const isFree = next?.manner === 'alone' ? this.#inside.length === 0 : !this.#inside.includes('alone');
      if (!next || !isFree) return;
      this.#waiting = others;
      this.#inside = [...this.#inside, next.manner];
      next.enter();
    }
  }
}
