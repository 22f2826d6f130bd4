import { namedObject, reasonOf, reasonSchema } from '@lexhop/foundation';
import { z } from 'zod';
import type { ModelCache } from './model-cache.js';

/** A model being fetched, or how its fetching ended; where it failed, why: what came is kept, and the next pull goes on from there. */
export const modelPullSchema = namedObject('ModelPull', {
  ...reasonSchema.partial().shape,
  name: z.string(),
  state: z.enum(['fetching', 'done', 'failed', 'called-off']),
  done: z.number().describe('Of all its files, in bytes.'),
  total: z.number(),
});
export type ModelPull = Readonly<z.infer<typeof modelPullSchema>>;

interface Running {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/** Models fetched on request: each in the background, once at a time, until it is here, fails or is called off. */
export class ModelPulls {
  readonly #pulls = new Map<string, ModelPull>();
  readonly #running = new Map<string, Running>();

  constructor(private readonly cache: ModelCache) {}

  /** Begins to fetch a model, whatever its size; joins the fetching that goes on. Rejects with an UnknownModelError. */
  async begin(name: string): Promise<ModelPull> {
    const model = await this.cache.listed(name);
    if (!this.#running.has(name)) {
      this.#pulls.set(name, { name, state: 'fetching', done: 0, total: model.bytes });
      const controller = new AbortController();
      this.#running.set(name, { controller, ended: this.#pull(name, controller.signal) });
    }
    return this.#pulls.get(name) ?? { name, state: 'done', done: model.bytes, total: model.bytes };
  }

  /** Calls off the fetching of a model and waits for its end; does nothing where none goes on. Rejects with an UnknownModelError. */
  async callOff(name: string): Promise<ModelPull | undefined> {
    await this.cache.listed(name);
    const running = this.#running.get(name);
    running?.controller.abort(new Error(`Fetching ${name} was called off.`));
    await running?.ended;
    return this.#pulls.get(name);
  }

  /** Every model that was asked for since the start, the last pull of each. */
  all(): readonly ModelPull[] {
    return [...this.#pulls.values()];
  }

  /** Calls off all that goes on. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((name) => this.callOff(name)));
  }

  async #pull(name: string, signal: AbortSignal): Promise<void> {
    const save = (change: Partial<ModelPull>) => {
      const before = this.#pulls.get(name);
      if (before) this.#pulls.set(name, { ...before, ...change });
    };
    try {
      await this.cache.pull(name, { signal, onProgress: ({ done, total }) => save({ done, total }) });
      save({ state: 'done', done: this.#pulls.get(name)?.total ?? 0 });
    } catch (thrown) {
      save(signal.aborted ? { state: 'called-off' } : { state: 'failed', ...reasonOf(thrown) });
    } finally {
      this.#running.delete(name);
    }
  }
}
