import { namedObject } from '@lexhop/foundation';
import { articleNodeSchema } from '@lexhop/graph-model';
import { readingSchema } from '@lexhop/query-understanding';
import { noteSchema } from '@lexhop/retrieval';
import { z } from 'zod';

/** An article that supports a sentence, and the words that do so. */
export const citationSchema = namedObject('Citation', {
  article: z.string().describe('Id of one of the articles of the evidence: J0070017:52.'),
  quote: z.string().describe('The words of that article that carry the sentence.'),
});
export type Citation = Readonly<z.infer<typeof citationSchema>>;

/** One sentence of an answer. It is supported if it quotes words that an article of the evidence has, and passes the other checks of `checkSentence`. */
export const answerSentenceSchema = namedObject('AnswerSentence', {
  text: z.string().describe('Without marks.'),
  citations: z.array(citationSchema).describe('Those that hold. A supported sentence has at least one.'),
  supported: z.boolean(),
  fault: z
    .enum(['no-citation', 'article-not-given', 'quote-not-found', 'figure-not-found'])
    .optional()
    .describe(
      'Why it is not supported. no-citation: it cites nothing. article-not-given: it cites only articles that were not given, or its text names such an article. quote-not-found: the quoted words are not in the article. figure-not-found: a period, amount, share or number of persons is neither in a cited article nor in the query.',
    ),
});
export type AnswerSentence = Readonly<z.infer<typeof answerSentenceSchema>>;

/** An article that an answer may use, and how it became evidence. */
export const evidenceArticleSchema = namedObject('EvidenceArticle', {
  article: articleNodeSchema.describe('Its text is cut where shortened is true.'),
  rank: z
    .number()
    .int()
    .optional()
    .describe('Its rank among the results, from 1. Absent where only a citation led to it.'),
  via: z
    .object({
      article: z.string().describe('The better ranked article it is tied to.'),
      direction: z
        .enum(['cited', 'citing'])
        .describe('cited: that article cites this one; citing: this one cites that.'),
      words: z.string().describe('The words that cite.'),
    })
    .optional(),
  shortened: z.boolean(),
});
export type EvidenceArticle = Readonly<z.infer<typeof evidenceArticleSchema>>;

const placeOfBuild = { graph: z.string(), build: z.number().int() };
const understood = { reading: readingSchema.optional(), notes: z.array(noteSchema) };

/** A whole answer, as JSON and as the last event of a stream. */
export const answerSchema = namedObject('Answer', {
  ...placeOfBuild,
  kind: z
    .enum(['written', 'extractive'])
    .describe(
      'written: a language model wrote the sentences. extractive: they are sentences of the articles, chosen by the words of the query.',
    ),
  answered: z
    .enum(['whole', 'partly', 'not', 'unjudged'])
    .describe(
      'How far the articles answer the query, as the language model says; `partly` also where a sentence is not supported. Without a language model it is `unjudged`, or `not` where the results are no better than chance.',
    ),
  unanswered: z.string().optional().describe('The part of the query that the articles do not answer, in a sentence.'),
  text: z
    .string()
    .describe(
      'The sentences as one text. Each is followed by its articles, as [J0070017:52], or by [?] where it is not supported.',
    ),
  sentences: z.array(answerSentenceSchema),
  dropped: z.number().int().describe('How many written sentences were left out because no article supports them.'),
  evidence: z.array(evidenceArticleSchema).describe('The articles that the answer may use, in order of rank.'),
  evidenceLeftOut: z.number().int().describe('How many articles the token budget left out.'),
  by: z.string().optional().describe('The language model that wrote it, as provider/model.'),
  usage: z
    .object({ inputTokens: z.number(), outputTokens: z.number(), estimated: z.boolean().optional() })
    .optional()
    .describe('The tokens of the writing. Absent where no model was asked, or a stored reply was used.'),
  ...understood,
  timings: z.object({ retrieval: z.number(), evidence: z.number(), writing: z.number(), total: z.number() }),
});
export type Answer = Readonly<z.infer<typeof answerSchema>>;

/**
 * The events of an answer, by type, in the order in which they come: `evidence` once; `sentence` for each sentence, as soon as it is checked;
 * `answer` once, at the end. Only the last is final: where a written answer is replaced by an extractive one, `place` begins again at 0.
 */
export const answerEventSchemas = {
  evidence: namedObject('AnswerEvidence', {
    ...placeOfBuild,
    evidence: answerSchema.shape.evidence,
    evidenceLeftOut: answerSchema.shape.evidenceLeftOut,
    ...understood,
  }),
  sentence: namedObject('AnswerSentenceEvent', {
    ...answerSentenceSchema.shape,
    kind: answerSchema.shape.kind,
    place: z.number().int().describe('From 0, in the answer.'),
  }),
  answer: answerSchema,
} as const;

/** One event of an answer as it is made. */
export type AnswerEvent = {
  readonly [Type in keyof typeof answerEventSchemas]: {
    readonly type: Type;
    readonly data: Readonly<z.infer<(typeof answerEventSchemas)[Type]>>;
  };
}[keyof typeof answerEventSchemas];

/** Joins sentences into a text; each is followed by its articles as `[J0070017:52]`, or by `[?]` where it is not supported. */
export function textOf(sentences: readonly AnswerSentence[]): string {
  return sentences
    .map(({ text, citations, supported }) => `${text}${supported ? marksOf(citations) : '[?]'}`)
    .join(' ');
}

function marksOf(citations: readonly Citation[]): string {
  return [...new Set(citations.map(({ article }) => `[${article}]`))].join('');
}
