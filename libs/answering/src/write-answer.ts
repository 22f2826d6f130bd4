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
import {
  answerPrompt,
  promptVersion,
  replySchema,
  type WrittenSentence,
  writtenSentenceSchema,
} from './answer-prompt.js';
import { checkSentence, checkUnanswered, type Ground } from './check-sentence.js';

/** The language model that writes answers, and the store for its replies. */
export interface AnswerWriter {
  /** Keeps to its rate limit and budget, and records each call in the ledger. */
  readonly model: LanguageModel;
  readonly replies: ReplyStore;
}

/** What the reader of an answer should know about how it was made: a stable code, and a sentence for people. */
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

/** The checked sentences that a language model wrote; where it did not finish, a note says why. */
export interface Written {
  readonly sentences: readonly AnswerSentence[];
  readonly unanswered?: string;
  readonly usage?: TokenUsage;
  readonly note?: AnswerNote;
}

/** The query, the evidence to answer from, and who hears each sentence. */
export interface Writing {
  readonly query: string;
  readonly evidence: readonly EvidenceArticle[];
  readonly onSentence: (sentence: AnswerSentence) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks the language model for an answer, and checks each sentence as soon as it is complete. A stored reply is used again. A failure of the model or
 * a spent budget becomes a note beside the sentences that had come. Rejects with the signal's reason where that is aborted, and with other errors.
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

/** Collects the sentences of a reply while it arrives: each is checked and told once, in order. */
class HeardSentences {
  readonly sentences: AnswerSentence[] = [];
  readonly #ground: Ground;
  #read = 0;

  constructor(private readonly writing: Writing) {
    const articles = new Map(writing.evidence.map(({ article }) => [article.id, article]));
    this.#ground = { query: writing.query, articles };
  }

  hear(textSoFar: string): void {
    // Every sentence is an object, so without a new closing brace there is no new sentence.
    if (textSoFar.lastIndexOf('}') < this.#read) return;
    this.#read = textSoFar.length;
    for (const item of itemsSoFar(textSoFar, 'sentences').slice(this.sentences.length)) {
      const parsed = writtenSentenceSchema.safeParse(item);
      // The whole reply will be refused because of this sentence.
      if (!parsed.success) return;
      this.#take(parsed.data);
    }
  }

  end({ sentences, unanswered }: z.infer<typeof replySchema>): Written {
    for (const sentence of sentences.slice(this.sentences.length)) this.#take(sentence);
    const open = checkUnanswered(unanswered ?? '', this.#ground);
    return { sentences: this.sentences, ...(open !== undefined && { unanswered: open }) };
  }

  #take(written: WrittenSentence): void {
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
