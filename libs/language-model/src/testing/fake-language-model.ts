import type { z } from 'zod';
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
