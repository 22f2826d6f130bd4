import { WorkerGoneError, WorkerThread } from '@lexhop/foundation';
import type { VectorOutput } from '../embedding-model.js';
import { concatenated } from '../pieces.js';
import type { EmbedReply, LoadedModel, ModelDescription } from './model-description.js';
import type { OnnxThreadMethods } from './onnx.worker.js';

/** The threads of all local models. A model is loaded in the first thread; one with several copies has each copy in another thread. */
export class OnnxThreads {
  readonly #threads: OnnxThread[] = [];

  /** Loads every copy of a model. Where one copy fails it rejects as that one's thread does, and leaves no copy loaded. */
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

/** A model that shares the texts of a call among its copies, which all make the same vectors. */
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

/** Texts in at most so many shares, in their order, with about as many characters in each. One share at least; none is empty, unless there are no texts. */
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
  const [first] = replies;
  return {
    dense: concatenated(replies.map(({ dense }) => dense)),
    ...(first?.sparse && { sparse: replies.flatMap(({ sparse }) => sparse ?? []) }),
    ...(first?.multiVectors && { multiVectors: replies.flatMap(({ multiVectors }) => multiVectors ?? []) }),
    tokens: replies.reduce((sum, { tokens }) => sum + tokens, 0),
    processMemoryBytes: Math.max(...replies.map(({ processMemoryBytes }) => processMemoryBytes)),
  };
}

/** A model that is loaded in a thread, or in several. */
export interface ModelInThread {
  readonly facts: LoadedModel;
  /** Rejects with the signal's reason as soon as that is aborted; the thread stops after its current run. */
  embed(request: ThreadRequest): Promise<EmbedReply>;
  unload(): Promise<void>;
}

interface ThreadRequest {
  readonly texts: readonly string[];
  readonly outputs: readonly VectorOutput[];
  readonly signal?: AbortSignal | undefined;
}

interface Running {
  readonly worker: WorkerThread<OnnxThreadMethods>;
  /** How many models are loaded in it, or being loaded. */
  users: number;
}

/** One thread for any number of models. It begins with the first that is loaded, and ends with the last that is unloaded. */
class OnnxThread {
  #running: Running | undefined;
  #nextCall = 1;

  /** Loads a model in the thread. Rejects with the thread's error, or with a WorkerGoneError where the thread has ended. */
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
    await running.worker.close();
  }
}

function begin(): Running {
  return { worker: new WorkerThread<OnnxThreadMethods>(new URL('./onnx.worker.js', import.meta.url)), users: 0 };
}

/** A thread that is gone has nothing left to call off or to unload. */
function unlessGone(thrown: unknown): void {
  if (!(thrown instanceof WorkerGoneError)) throw thrown;
}
