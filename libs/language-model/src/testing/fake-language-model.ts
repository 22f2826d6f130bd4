import type { z } from 'zod';
import { Clock } from '@lexhop/foundation';
import { estimateUsage } from '../tokens.js';
import { type AskOptions, type Completion, LanguageModel, type Prompt } from '../language-model.js';
import { readReply } from '../read-reply.js';

/** What a fake answers: text as it is, anything else as JSON; an error it throws is the model's. */
export type FakeAnswer = (prompt: Prompt, callNumber: number) => unknown;

const pieceLength = 7;

/** A language model that answers by a function, in pieces to who hears it, and remembers its prompts. */
export class FakeLanguageModel extends LanguageModel {
  readonly prompts: Prompt[] = [];

  constructor(
    private readonly answer: FakeAnswer,
    override readonly id = 'fake/model',
  ) {
    super();
  }

  override async complete<Value>(
    prompt: Prompt,
    schema: z.ZodType<Value>,
    { signal, onText }: AskOptions = {},
  ): Promise<Completion<Value>> {
    signal?.throwIfAborted();
    const answered = await unlessAborted(() => this.#answer(prompt), signal);
    const text = typeof answered === 'string' ? answered : JSON.stringify(answered);
    for (let told = 1; onText && told <= text.length; told += pieceLength) onText(text.slice(0, told));
    onText?.(text);
    return readReply(this.id, { text, usage: estimateUsage(prompt, text) }, schema);
  }

  async #answer(prompt: Prompt): Promise<unknown> {
    return this.answer(prompt, this.prompts.push(prompt));
  }
}

function unlessAborted<Value>(answer: () => Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return answer();
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
    const forget = () => signal.removeEventListener('abort', giveUp);
    void answer().then(resolve, reject).finally(forget);
  });
}

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** Time that passes as fast as nobody has anything left to do: waits end in their order, and the clock jumps to each end. */
export class VirtualTime extends Clock {
  #milliseconds = Date.parse('2026-11-21T00:00:00Z');
  readonly #sleepers: Sleeper[] = [];

  override now(): Date {
    return new Date(this.#milliseconds);
  }

  /** Ends after so many virtual milliseconds, or rejects with the signal's reason. */
  wait = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      this.#sleepers.push({ at: this.#milliseconds + milliseconds, wake: resolve });
    });

  /** Lets time pass until the work is done; returns how many virtual milliseconds it took. */
  async run(work: Promise<unknown>): Promise<number> {
    const begun = this.#milliseconds;
    let done = false;
    const ending = work.finally(() => (done = true));
    ending.catch(() => {});
    while (!done) {
      await this.#everybodyWaits();
      const next = this.#takeEarliest();
      if (next) this.#milliseconds = Math.max(this.#milliseconds, next.at);
      next?.wake();
    }
    await ending;
    return this.#milliseconds - begun;
  }

  async #everybodyWaits(): Promise<void> {
    // All that is resolved runs before the next macrotask.
    await new Promise((resolve) => setImmediate(resolve));
  }

  #takeEarliest(): Sleeper | undefined {
    const earliest = Math.min(...this.#sleepers.map(({ at }) => at));
    const place = this.#sleepers.findIndex(({ at }) => at === earliest);
    return place < 0 ? undefined : this.#sleepers.splice(place, 1)[0];
  }
}
