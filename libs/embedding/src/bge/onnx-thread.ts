import { WorkerGoneError, WorkerThread } from '@lexhop/foundation';
import type { EmbeddingOutput } from '../embedding-model.js';
import type { EmbedReply, LoadedModel, ModelDescription } from './model-description.js';
import type { OnnxThreadMethods } from './onnx.worker.js';

/** A model that is loaded in the thread. */
export interface ModelInThread {
  readonly facts: LoadedModel;
  /** Rejects with the signal's reason as soon as it is called off; the thread stops after its current run. */
  embed(request: ThreadRequest): Promise<EmbedReply>;
  unload(): Promise<void>;
}

export interface ThreadRequest {
  readonly texts: readonly string[];
  readonly outputs: readonly EmbeddingOutput[];
  readonly signal?: AbortSignal | undefined;
}

interface Running {
  readonly worker: WorkerThread<OnnxThreadMethods>;
  /** Models loaded or being loaded. */
  users: number;
}

/** The one thread of all local models: begun with the first that is loaded, ended with the last that is unloaded. */
export class OnnxThread {
  #running: Running | undefined;
  #nextCall = 1;

  /** Loads a model in the thread; rejects with the thread's error, or a WorkerGoneError when it ended. */
  async load(description: ModelDescription): Promise<ModelInThread> {
    const running = (this.#running ??= begin());
    running.users++;
    try {
      const facts = await running.worker.call('load', description);
      return {
        facts,
        embed: (request) => this.#embed(running, facts.handle, request),
        unload: async () => {
          await running.worker.call('unload', facts.handle).catch(unlessGone);
          await this.#leave(running);
        },
      };
    } catch (thrown) {
      this.#forgetIfGone(running, thrown);
      await this.#leave(running);
      throw thrown;
    }
  }

  async #embed(running: Running, handle: number, { texts, outputs, signal }: ThreadRequest): Promise<EmbedReply> {
    signal?.throwIfAborted();
    const call = this.#nextCall++;
    const reply = running.worker.call('embed', { handle, call, texts, outputs }).catch((thrown: unknown) => {
      this.#forgetIfGone(running, thrown);
      throw thrown;
    });
    if (!signal) return reply;
    return new Promise((resolve, reject) => {
      const callOff = () => {
        reject(signal.reason as Error);
        running.worker.call('callOff', call).catch(unlessGone);
      };
      signal.addEventListener('abort', callOff, { once: true });
      reply.then(resolve, reject).finally(() => signal.removeEventListener('abort', callOff));
    });
  }

  #forgetIfGone(running: Running, thrown: unknown): void {
    if (thrown instanceof WorkerGoneError && this.#running === running) this.#running = undefined;
  }

  async #leave(running: Running): Promise<void> {
    running.users--;
    if (running.users > 0) return;
    if (this.#running === running) this.#running = undefined;
    await running.worker.terminate();
  }
}

function begin(): Running {
  return { worker: new WorkerThread<OnnxThreadMethods>(new URL('./onnx.worker.js', import.meta.url)), users: 0 };
}

/** A thread that is gone has nothing left to call off or to unload. */
function unlessGone(thrown: unknown): void {
  if (!(thrown instanceof WorkerGoneError)) throw thrown;
}
