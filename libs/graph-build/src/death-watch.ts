import { randomUUID } from 'node:crypto';
import type { BegunBatch, GraphStores } from '@lexhop/graph-store';
import type { Batch, StepJob } from '@lexhop/job-queue';
import { DeadlyBatchError } from './errors.js';

/**
 * A batch in which so many workers died is not started again. Drafting gets more tries: it waits for a provider nearly all the time and stores
 * each reply, so a worker that is killed for another reason usually dies in some batch that is not to blame.
 */
const mostDeaths = { usual: 2, draft: 5 } as const;

interface BegunWork {
  readonly job: StepJob;
  readonly batch: Batch;
  readonly signal: AbortSignal;
}

/** Records in the books which batches this process works on, so that after its death other processes know in which ones it died. */
export class DeathWatch {
  /** Names this process; no other ever has the same name. */
  readonly #name = randomUUID();
  readonly #gate = new Gate();

  constructor(private readonly begun: GraphStores['begun']) {}

  /**
   * Does the work of a batch, and records its begin and its end. A batch in which a worker died runs alone, so that of all batches that ran at that
   * time only the one to blame gets a second death; batches of drafting run beside others all the same.
   * Rejects with a DeadlyBatchError where too many workers died in the batch; else as the work does.
   */
  async watch({ job, batch, signal }: BegunWork, work: () => Promise<void>): Promise<void> {
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
    // If the books are away now, the record stays; it is of this process, which may begin the batch again.
    const end = () => this.begun.end(noted, this.#name).catch(() => {});
    // A worker that must stop gives the batch back, and may be gone before its work has ended.
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

/** A lock for work that may run beside other work and work that must run alone, in the order in which it is asked for. */
class Gate {
  #inside: readonly Manner[] = [];
  #waiting: readonly Waiting[] = [];

  /** Resolves with a function that releases the lock. Rejects with the signal's reason where that is aborted before. */
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
