import { articleNodeSchema, edgeKindSchema } from '@lexhop/graph-model';
import { retrievalModeSchema } from '@lexhop/retrieval';
import { z } from 'zod';

const scorePartSchema = z.object({
  raw: z.number(),
  normalised: z.number(),
  weight: z.number(),
  question: z.object({ id: z.string(), text: z.string() }).optional(),
});

const pathStepSchema = z.object({
  from: z.string(),
  score: z.number(),
  weight: z.number(),
  edge: z.object({ id: z.string(), kind: edgeKindSchema, direction: z.enum(['out', 'in']), text: z.string() }),
});

export const retrieveAnswerSchema = z.object({
  mode: retrievalModeSchema,
  graph: z.string(),
  build: z.number().int(),
  space: z.string().optional(),
  semantic: z.boolean().describe('False where the vectors are the mock’s.'),
  results: z.array(
    z.object({
      rank: z.number().int(),
      score: z.number(),
      article: articleNodeSchema,
      explanation: z
        .object({
          entryScore: z.number(),
          parts: z.record(z.string(), scorePartSchema),
          hop: z.number(),
          path: z.array(pathStepSchema),
        })
        .optional(),
    }),
  ),
  notes: z.array(z.object({ code: z.string(), sentence: z.string() })),
  timings: z.object({ embed: z.number(), search: z.number(), hop: z.number(), total: z.number() }),
  counts: z.object({
    lists: z.record(z.string(), z.number()),
    seeds: z.number(),
    edges: z.number(),
    reached: z.number(),
  }),
});
