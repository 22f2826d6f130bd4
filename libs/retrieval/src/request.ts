import { readingRequestSchema } from '@lexhop/query-understanding';
import { boundedInteger, exactObject } from '@lexhop/foundation';
import { z } from 'zod';
import { retrievalPolicy } from './policy.js';

/** How a query is answered: the honest baselines, the hop over the graph, and the paper's own traversal. */
export const retrievalModeSchema = z
  .enum(['bm25', 'dense', 'hybrid', 'hybrid-rrf', 'hop', 'hop-paper'])
  .meta({ id: 'RetrievalMode' });
export type RetrievalMode = z.infer<typeof retrievalModeSchema>;

/** Every mode, baselines first. */
export const retrievalModes: readonly RetrievalMode[] = retrievalModeSchema.options;

const longestQuery = 10_000;
const mostQueries = 100;
const mostStatutes = 1_000;
const { listDepth } = retrievalPolicy;

/** A query to a graph, with its bounds; what REST and the command line accept. */
export const retrieveRequestSchema = exactObject('RetrieveRequest', {
  query: z
    .string({ error: 'query is a text' })
    .max(longestQuery, { error: `query has at most ${longestQuery.toLocaleString('en')} characters` })
    .regex(/\S/, { error: 'query is empty: say what you look for' })
    .describe('What is looked for, in words'),
  mode: retrievalModeSchema.default('hop').describe('How the query is answered'),
  topK: boundedInteger(1, listDepth, `topK is a whole number from 1 to ${listDepth}`)
    .default(10)
    .describe('Most results'),
  statutes: z
    .array(z.string().min(1).max(200))
    .min(1, { error: 'statutes names at least one statute, or is left out' })
    .max(mostStatutes, { error: `statutes names at most ${mostStatutes.toLocaleString('en')} statutes` })
    .readonly()
    .optional()
    .describe(
      'Only articles of these statutes, in entry and hops: ids, titles or short names (勞基法); one that the build lacks is refused',
    ),
  includeRepealed: z.boolean().optional().describe('Also repealed articles and abolished statutes'),
  refine: z
    .enum(['auto', 'on', 'off'], { error: 'refine is auto, on or off' })
    .optional()
    .describe(
      'Whether a language model reads the query for legal issues first: auto (the default) and on ask where one is set, off never',
    ),
  reading: readingRequestSchema
    .optional()
    .describe(
      'A reading to search by in place of asking: that of an answer, changed; without references, those of the query stay',
    ),
  rerank: z
    .boolean()
    .optional()
    .describe('Whether a reranker reads the best results beside the query and orders them anew, where one is set'),
  reason: z
    .enum(['similarity', 'language-model'], { error: 'reason is similarity or language-model' })
    .optional()
    .describe(
      'How mode hop-paper chooses the edges to go by: similarity (the default), or a language model, about 38 calls',
    ),
  explain: z.boolean().optional().describe("Each score's parts and the path that led there"),
});
/** Queries that are asked alike, each as if it were asked alone. */
export const retrieveManyRequestSchema = exactObject('RetrieveManyRequest', {
  ...retrieveRequestSchema.omit({ query: true, reading: true }).shape,
  queries: z
    .array(retrieveRequestSchema.shape.query)
    .min(1, { error: 'queries has at least one query' })
    .max(mostQueries, { error: `queries has at most ${mostQueries} queries` })
    .describe('What is looked for, in words; all are embedded together'),
});
export type RetrieveManyRequest = Readonly<z.infer<typeof retrieveManyRequestSchema>>;

export type RetrieveRequest = Readonly<z.infer<typeof retrieveRequestSchema>>;
