import { WorkerGoneError } from '@lexhop/foundation';
import type { EmbedReply, ModelDescription } from './model-description.js';
import { type ModelInThread, OnnxThread, type ThreadRequest } from './onnx-thread.js';

/** The threads of all local models: most models are in the first; one with several copies has each in a thread of its own. */
export class OnnxThreads {
  readonly #threads: OnnxThread[] = [];

  /** Loads every copy of a model; rejects as its thread does, and leaves none loaded then. */
  async load(description: ModelDescription): Promise<ModelInThread> {
    const places = Array.from({ length: description.copies }, (_, place) => this.#thread(place));
    const loading = await Promise.allSettled(places.map((thread) => thread.load(description)));
    const copies = loading.flatMap((loaded) => (loaded.status === 'fulfilled' ? [loaded.value] : []));
    const failure = loading.find((loaded) => loaded.status === 'rejected');
    const [first, ...others] = copies;
    if (failure === undefined && first) return others.length === 0 ? first : inCopies(first, others);
    await unloadAll(copies);
    throw failure?.reason;
  }

  #thread(place: number): OnnxThread {
    return (this.#threads[place] ??= new OnnxThread());
  }
}

/** A model that shares the texts of a call among its copies; each text's vectors are what any copy makes of it. */
function inCopies(first: ModelInThread, others: readonly ModelInThread[]): ModelInThread {
  const copies = [first, ...others];
  return {
    facts: first.facts,
    async embed(request) {
      const shares = sharesOf(request.texts, copies.length);
      try {
        const replies = shares.map((texts, place) => (copies[place] ?? first).embed({ ...request, texts }));
        return joined(await Promise.all(replies));
      } catch (thrown) {
        // The model is loaded anew by the next call: what is left of it would stay for ever.
        if (thrown instanceof WorkerGoneError) await unloadAll(copies);
        throw thrown;
      }
    },
    unload: () => unloadAll(copies),
  };
}

async function unloadAll(copies: readonly ModelInThread[]): Promise<void> {
  await Promise.all(copies.map((copy) => copy.unload()));
}

/** Neighbouring texts together, about as many characters in each share; at least one share, none empty but for no texts. */
function sharesOf(texts: ThreadRequest['texts'], most: number): readonly (readonly string[])[] {
  const whole = texts.reduce((sum, text) => sum + text.length + 1, 0);
  const shares: string[][] = [[]];
  let taken = 0;
  for (const text of texts) {
    const isFull = taken >= (whole * shares.length) / most;
    if (isFull && shares.length < most) shares.push([]);
    shares.at(-1)?.push(text);
    taken += text.length + 1;
  }
  return shares;
}

function joined(replies: readonly EmbedReply[]): EmbedReply {
  const [only, ...others] = replies;
  if (only && others.length === 0) return only;
  const dense = new Float32Array(replies.reduce((length, reply) => length + reply.dense.length, 0));
  let offset = 0;
  for (const reply of replies) {
    dense.set(reply.dense, offset);
    offset += reply.dense.length;
  }
  const lexical = replies.flatMap(({ lexicalWeights }) => lexicalWeights ?? []);
  const multi = replies.flatMap(({ multiVectors }) => multiVectors ?? []);
  return {
    dense,
    ...(only?.lexicalWeights ? { lexicalWeights: lexical } : {}),
    ...(only?.multiVectors ? { multiVectors: multi } : {}),
    tokens: replies.reduce((sum, { tokens }) => sum + tokens, 0),
    processMemoryBytes: Math.max(...replies.map(({ processMemoryBytes }) => processMemoryBytes)),
  };
}
