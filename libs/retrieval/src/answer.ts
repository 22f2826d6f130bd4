import { namedObject } from '@lexhop/foundation';
import { articleNodeSchema, edgeKindSchema } from '@lexhop/graph-model';
import { type ReadingNote, readingSchema } from '@lexhop/query-understanding';
import { z } from 'zod';
import { retrievalModeSchema } from './request.js';

const scorePartSchema = namedObject('ScorePart', {
  raw: z.number().describe('As the list scores: BM25, cosine, best cosine to an incoming question.'),
  normalised: z.number(),
  weight: z.number(),
  question: z
    .object({ id: z.string(), text: z.string() })
    .optional()
    .describe('The incoming question that scored, in the list of questions.'),
});
/** What one list, or being named, gave to an entry score: `weight · normalised`. */
export type ScorePart = Readonly<z.infer<typeof scorePartSchema>>;

const pathStepSchema = namedObject('PathStep', {
  from: z.string().describe('The node it was reached from.'),
  score: z
    .number()
    .describe('That node’s entry score; in mode hop-paper the similarity of the edge’s question to the query.'),
  weight: z.number(),
  edge: z.object({
    id: z.string(),
    kind: edgeKindSchema,
    direction: z.enum(['out', 'in']).describe('out: `from` raises the question or cites; in: the result does.'),
    text: z.string().describe('The question that the edge carries, or the words that cite.'),
  }),
});
/** One edge on the way to a result: what it gave to the hop is `score · weight`. */
export type PathStep = Readonly<z.infer<typeof pathStepSchema>>;

const rerankStepSchema = z.object({
  by: z.string().describe('The reranker, as provider/model.'),
  from: z.number().int().describe('The rank before, from 1.'),
  score: z
    .number()
    .optional()
    .describe('Comparable within this answer only; absent where the reranker gives an order alone.'),
});
/** What a reranker did with a result. */
export type RerankStep = Readonly<z.infer<typeof rerankStepSchema>>;

const explanationSchema = z.object({
  entryScore: z.number().describe('Σ weight · normalised of the parts; 0 for a result that only a hop found.'),
  parts: z.record(z.string(), scorePartSchema),
  hop: z.number().describe('The hop score in mode hop, the importance in mode hop-paper, else 0.'),
  path: z.array(pathStepSchema).readonly(),
  rerank: rerankStepSchema.optional().describe('Where the results were reranked and this one was read.'),
});
/** Why a result is where it is. */
export type Explanation = Readonly<z.infer<typeof explanationSchema>>;

const retrievedArticleSchema = namedObject('RetrievedArticle', {
  rank: z.number().int().describe('From 1.'),
  score: z.number(),
  article: articleNodeSchema,
  explanation: explanationSchema.optional().describe('Only where the request asks for it.'),
});
/** One result. */
export type RetrievedArticle = Readonly<z.infer<typeof retrievedArticleSchema>>;

/** Something the reader of an answer should know, in a sentence with a stable code. An empty answer has at least one. */
export interface Note {
  readonly code:
    | 'nothing-to-search'
    | 'no-term-found'
    | 'no-vectors'
    | 'no-questions'
    | 'no-question-edges'
    | 'not-semantic'
    | 'named-first'
    | 'named-absent'
    | 'named-not-first'
    | 'named-too-many'
    | 'named-without-statute'
    | 'language-unread'
    | 'no-reranker'
    | 'rerank-failed'
    | 'no-reasoner'
    | 'reasoning-failed'
    | 'fewer-than-asked'
    | ReadingNote['code'];
  readonly sentence: string;
}

/** A note as answers show it. */
export const noteSchema = z.object({ code: z.string(), sentence: z.string() });

/** The answer to a query: articles with their scores, and how they were found. */
export const retrieveAnswerSchema = namedObject('RetrieveAnswer', {
  mode: retrievalModeSchema,
  graph: z.string(),
  build: z.number().int().describe('Number of the build that answered.'),
  space: z.string().optional().describe('Id of its embedding space; absent where it has none.'),
  semantic: z.boolean().describe('False where the vectors are the mock’s.'),
  results: z
    .array(retrievedArticleSchema)
    .readonly()
    .describe(
      'Best first; scores within 1e-6 in order of id. Where they were reranked: in the reranker’s order, with the scores from before.',
    ),
  reading: readingSchema
    .optional()
    .describe('What was understood of the query; absent in modes that search for it as it is written.'),
  notes: z.array(noteSchema).readonly(),
  timings: z
    .object({
      understand: z.number(),
      embed: z.number(),
      search: z.number(),
      hop: z.number(),
      rerank: z.number().describe('0 where no reranker was asked.'),
      total: z.number(),
    })
    .describe('In milliseconds.'),
  counts: z.object({
    lists: z.record(z.string(), z.number()).describe('Length of each list that was entered by.'),
    seeds: z.number(),
    edges: z.number().describe('Edges looked at from seeds.'),
    reached: z.number().describe('Nodes that a hop came to.'),
    reasoningCalls: z.number().describe('Calls of a language model to choose edges by.'),
  }),
});
export type RetrieveAnswer = Readonly<z.infer<typeof retrieveAnswerSchema>>;
