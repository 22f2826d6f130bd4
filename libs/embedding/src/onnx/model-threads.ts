import { IdleThread, untilAborted } from '@lexhop/foundation';
import type { VectorOutput } from '../embedding-model.js';
import { concatenated } from '../pieces.js';
import type { EmbedReply, LoadedModel, ModelDescription } from './model-description.js';
import type { OnnxMethods } from './onnx.worker.js';

/** What a model is asked to embed; the texts are prepared. */
interface ThreadRequest {
  readonly texts: readonly string[];
  readonly outputs: readonly VectorOutput[];
  readonly signal?: AbortSignal | undefined;
}

/** A local model in threads of its own, one for each copy of it. A call loads what is not loaded; copies that nobody uses for a while are unloaded. */
export class ModelThreads {
  readonly #copies: readonly IdleThread<OnnxMethods>[];
  #nextCall = 1;

  /** @param idleMilliseconds a copy is unloaded after so long without a call; never where absent */
  constructor(description: ModelDescription, idleMilliseconds?: number) {
    const module = new URL('./onnx.worker.js', import.meta.url);
    const options = { workerData: description, idleMilliseconds };
    this.#copies = Array.from({ length: description.copies }, () => new IdleThread<OnnxMethods>(module, options));
  }

  /** Whether a copy is loaded, or being loaded. */
  get isLoaded(): boolean {
    return this.#copies.some(({ isRunning }) => isRunning);
  }

  /** Loads every copy that is not loaded. Rejects with the error of the thread, or with a WorkerGoneError where one ended. */
  async load(): Promise<LoadedModel> {
    const [first] = await Promise.all(this.#copies.map((copy) => copy.use((thread) => thread.call('load', undefined))));
    return first as LoadedModel;
  }

  /** The vectors of texts, in their order; the copies share the texts. Rejects as `load` does, and with the signal's reason as soon as that is aborted. */
  async embed({ texts, outputs, signal }: ThreadRequest): Promise<EmbedReply> {
    signal?.throwIfAborted();
    const shares = sharesOf(texts, this.#copies.length);
    const replies = this.#copies
      .slice(0, shares.length)
      .map((copy, place) => this.#embedIn(copy, { texts: shares[place] ?? [], outputs, signal }));
    return joined(await Promise.all(replies));
  }

  /** Unloads the model. Calls that are under way are rejected with a WorkerGoneError, and so are later ones. */
  async close(): Promise<void> {
    await Promise.all(this.#copies.map((copy) => copy.close()));
  }

  #embedIn(copy: IdleThread<OnnxMethods>, { signal, ...request }: ThreadRequest): Promise<EmbedReply> {
    const call = this.#nextCall++;
    return copy.use(async (thread) => {
      // A thread that is gone has nothing left to call off.
      const callOff = () => void thread.call('callOff', call).catch(() => undefined);
      signal?.addEventListener('abort', callOff, { once: true });
      try {
        return await untilAborted(thread.call('embed', { call, ...request }), signal);
      } finally {
        signal?.removeEventListener('abort', callOff);
      }
    });
  }
}

/** Texts in at most so many shares, in their order, with about as many characters in each. One share at least; none is empty, unless there are no texts. */
function sharesOf(texts: readonly string[], most: number): readonly (readonly string[])[] {
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
  const [first] = replies;
  return {
    dense: concatenated(replies.map(({ dense }) => dense)),
    ...(first?.sparse && { sparse: replies.flatMap(({ sparse }) => sparse ?? []) }),
    ...(first?.multiVectors && { multiVectors: replies.flatMap(({ multiVectors }) => multiVectors ?? []) }),
    tokens: replies.reduce((sum, { tokens }) => sum + tokens, 0),
    processMemoryBytes: Math.max(...replies.map(({ processMemoryBytes }) => processMemoryBytes)),
  };
}
