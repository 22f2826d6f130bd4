import { serveWorkerThread, Transferred } from '@lexhop/foundation';
import { EmbeddingError } from '../errors.js';
import { type LocalModel, openLocalModel } from './local-model.js';
import type { EmbedReply, EmbedRequest, LoadedModel, ModelDescription } from './model-description.js';

const models = new Map<number, LocalModel>();
const running = new Set<number>();
let nextHandle = 1;

/** What a thread with local models does. Calls take turns, run by run, so that a short call does not wait for a long one. */
const methods = {
  async load(description: ModelDescription): Promise<LoadedModel> {
    const model = await openLocalModel(description);
    const handle = nextHandle++;
    models.set(handle, model);
    return { ...model.facts, handle };
  },

  async embed({ handle, call, texts, outputs }: EmbedRequest): Promise<Transferred<EmbedReply>> {
    const model = models.get(handle);
    if (!model) throw new EmbeddingError(`model ${handle}`, 'it was unloaded.', { retryable: true });
    running.add(call);
    try {
      const proceed = () => {
        if (!running.has(call)) throw new EmbeddingError(`model ${handle}`, 'the call was called off.');
      };
      const reply = await model.embed({ texts, outputs, proceed });
      return new Transferred(reply, [
        reply.dense.buffer,
        ...(reply.multiVectors ?? []).map(({ values }) => values.buffer),
      ]);
    } finally {
      running.delete(call);
    }
  },

  callOff(call: number): void {
    running.delete(call);
  },

  async unload(handle: number): Promise<void> {
    const model = models.get(handle);
    models.delete(handle);
    await model?.release();
  },
};

export type OnnxThreadMethods = typeof methods;

serveWorkerThread(methods);
