import { workerData } from 'node:worker_threads';
import { serveWorkerThread, Transferred } from '@lexhop/foundation';
import { EmbeddingError } from '../errors.js';
import { type LocalModel, openLocalModel } from './local-model.js';
import type { EmbedReply, EmbedRequest, LoadedModel, ModelDescription } from './model-description.js';

const description = workerData as ModelDescription;
let opened: Promise<LocalModel> | undefined;
const running = new Set<number>();

/** The model of this thread. Where it can't be opened, the next call tries again. */
function model(): Promise<LocalModel> {
  const opening = (opened ??= openLocalModel(description));
  opening.catch(() => (opened = undefined));
  return opening;
}

/** What a thread does with its model. Calls take turns, run by run, so that a short call does not wait for a long one. */
const methods = {
  async load(): Promise<LoadedModel> {
    return (await model()).facts;
  },

  async embed({ call, texts, outputs }: EmbedRequest): Promise<Transferred<EmbedReply>> {
    running.add(call);
    try {
      const { embed } = await model();
      const proceed = () => {
        if (!running.has(call)) throw new EmbeddingError(description.name, 'the call was called off.');
      };
      const reply = await embed({ texts, outputs, proceed });
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
};

export type OnnxMethods = typeof methods;

serveWorkerThread(methods);
