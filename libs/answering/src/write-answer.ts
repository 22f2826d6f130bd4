import { createHash } from 'node:crypto';
import { asError } from '@lexhop/foundation';
import {
  BudgetSpentError,
  itemsSoFar,
  keepUnusable,
  type LanguageModel,
  LanguageModelError,
  type ReplyStore,
  type TokenUsage,
} from '@lexhop/language-model';
import type { z } from 'zod';
import type { AnswerSentence, EvidenceArticle } from './answer.js';
import { answerPrompt, promptVersion, replySchema, writtenSentenceSchema } from './answer-prompt.js';
import { checkSentence, checkUnanswered, type Ground } from './check-sentence.js';

/** Who writes answers, and where replies are kept. */
export interface AnswerWriter {
  /** In turn, budgeted, in the ledger. */
  readonly model: LanguageModel;
  readonly replies: ReplyStore;
}

/** Something that the reader of an answer should know about how it was made. */
export interface AnswerNote {
  readonly code:
    | 'no-writer'
    | 'answer-failed'
    | 'answer-broke-off'
    | 'answer-budget-spent'
    | 'nothing-supported'
    | 'sentences-dropped';
  readonly sentence: string;
}

/** What a language model wrote, and, where it did not come to an end, why. */
export interface Written {
  readonly sentences: readonly AnswerSentence[];
  readonly unanswered?: string;
  readonly usage?: TokenUsage;
  readonly note?: AnswerNote;
}

/** What is answered, from what, and who hears of each sentence. */
export interface Writing {
  readonly query: string;
  readonly evidence: readonly EvidenceArticle[];
  readonly onSentence: (sentence: AnswerSentence) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks for an answer and checks each sentence as soon as it is whole. A reply that is kept is not asked for again. Rejects with the signal's
 * reason alone: what fails is a note beside the sentences that had come.
 */
export async function writeAnswer({ model, replies }: AnswerWriter, writing: Writing): Promise<Written> {
  const { query, evidence, signal } = writing;
  const prompt = answerPrompt(query, evidence);
  const contentHash = createHash('sha256').update(prompt.user).digest('hex');
  const key = { contentHash, draftingKey: `${promptVersion} ${model.id}` };
  const heard = new HeardSentences(writing);
  const [kept] = await replies.find([key]);
  if (kept && kept.fault === undefined) return heard.end(replySchema.parse(JSON.parse(kept.text)));
  try {
    const onText = (textSoFar: string) => heard.hear(textSoFar);
    const { value, usage, settlement } = await model.complete(prompt, replySchema, { signal, onText });
    await replies.save([{ ...key, text: JSON.stringify(value) }], settlement);
    return { ...heard.end(value), usage };
  } catch (thrown) {
    signal?.throwIfAborted();
    if (!(thrown instanceof LanguageModelError || thrown instanceof BudgetSpentError)) throw thrown;
    await keepUnusable(replies, key, thrown);
    return { sentences: heard.sentences, note: noteOf(thrown, heard.sentences.length) };
  }
}

/** Sentences in the order of a reply, each checked and told of once. */
class HeardSentences {
  readonly sentences: AnswerSentence[] = [];
  readonly #ground: Ground;
  #read = 0;

  constructor(private readonly writing: Writing) {
    const articles = new Map(writing.evidence.map(({ article }) => [article.id, article]));
    this.#ground = { query: writing.query, articles };
  }

  hear(textSoFar: string): void {
    // A sentence ends with a bracket: between two of them there is nothing new to find.
    if (textSoFar.lastIndexOf('}') < this.#read) return;
    this.#read = textSoFar.length;
    for (const item of itemsSoFar(textSoFar, 'sentences').slice(this.sentences.length)) {
      const parsed = writtenSentenceSchema.safeParse(item);
      // The whole reply will be refused for it.
      if (!parsed.success) return;
      this.#take(parsed.data);
    }
  }

  end({ sentences, unanswered }: z.infer<typeof replySchema>): Written {
    for (const sentence of sentences.slice(this.sentences.length)) this.#take(sentence);
    const open = checkUnanswered(unanswered ?? '', this.#ground);
    return { sentences: this.sentences, ...(open !== undefined && { unanswered: open }) };
  }

  #take(written: z.infer<typeof writtenSentenceSchema>): void {
    const sentence = checkSentence(written, this.#ground);
    this.sentences.push(sentence);
    this.writing.onSentence(sentence);
  }
}

function noteOf(thrown: Error, heard: number): AnswerNote {
  const isBudget = thrown instanceof BudgetSpentError;
  const sentence =
    heard > 0
      ? `The answer broke off: ${asError(thrown).message}`
      : `No answer was written: ${asError(thrown).message}`;
  return { code: isBudget ? 'answer-budget-spent' : heard > 0 ? 'answer-broke-off' : 'answer-failed', sentence };
}
