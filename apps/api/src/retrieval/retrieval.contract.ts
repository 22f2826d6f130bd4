import { articleNodeSchema, edgeKindSchema } from '@lexhop/graph-model';
import { readingSchema } from '@lexhop/query-understanding';
import { retrievalModeSchema } from '@lexhop/retrieval';
import { z } from 'zod';

export const scorePartSchema = z.object({
  raw: z.number(),
  normalised: z.number(),
  weight: z.number(),
  question: z.object({ id: z.string(), text: z.string() }).optional(),
});

export const pathStepSchema = z.object({
  from: z.string(),
  score: z.number(),
  weight: z.number(),
  edge: z.object({ id: z.string(), kind: edgeKindSchema, direction: z.enum(['out', 'in']), text: z.string() }),
});

/** One result: an article, its score, and with `explain` how it came to it. */
export const retrievedArticleSchema = z.object({
  rank: z.number().int(),
  score: z.number(),
  article: articleNodeSchema,
  explanation: z
    .object({
      entryScore: z.number(),
      parts: z.record(z.string(), scorePartSchema),
      hop: z.number(),
      path: z.array(pathStepSchema),
      rerank: z.object({ by: z.string(), from: z.number().int(), score: z.number().optional() }).optional(),
    })
    .optional(),
});

export const retrieveAnswerSchema = z.object({
  mode: retrievalModeSchema,
  graph: z.string(),
  build: z.number().int(),
  space: z.string().optional(),
  semantic: z.boolean().describe('False where the vectors are the mock’s.'),
  results: z.array(retrievedArticleSchema),
  reading: readingSchema.optional().describe('What was understood of the query, in modes that search for it.'),
  notes: z.array(z.object({ code: z.string(), sentence: z.string() })),
  timings: z.object({
    understand: z.number(),
    embed: z.number(),
    search: z.number(),
    hop: z.number(),
    rerank: z.number(),
    total: z.number(),
  }),
  counts: z.object({
    lists: z.record(z.string(), z.number()),
    seeds: z.number(),
    edges: z.number(),
    reached: z.number(),
    reasoningCalls: z.number(),
  }),
});

/** Answers in the order of their queries. */
export const retrieveManyAnswerSchema = z.object({ items: z.array(retrieveAnswerSchema) });
