import { namedObject } from '@lexhop/foundation';
import { articleNodeSchema, edgeKinds, edgeKindSchema } from '@lexhop/graph-model';
import { flag, listOf, pageFields, pageQuerySchema, wholeNumberOr } from '@lexhop/http';
import { z } from 'zod';

const statutesSchema = listOf(z.string().max(100))
  .optional()
  .describe('Only these statutes, by id, title or short name, separated by commas.');

export const articleListQuerySchema = pageQuerySchema.extend({
  text: z
    .string()
    .trim()
    .min(1, 'the text to search for is empty')
    .max(200, 'a text to search for may have 200 characters at most')
    .optional()
    .describe(
      'What a person types to find an article: 著作權法第52條, 消保法19, 第五十二條, J0070017:52, a title or short name, or words.',
    ),
  statutes: statutesSchema,
  includeRepealed: flag,
});
export type ArticleListQuery = z.infer<typeof articleListQuerySchema>;

export const articlePageSchema = namedObject('ArticlePage', {
  ...pageFields(articleNodeSchema),
  build: z.number().int(),
  by: z
    .enum(['name', 'words'])
    .optional()
    .describe(
      'Only with text. `name`: the text names these articles, repealed ones included. `words`: they contain its words, best first.',
    ),
});

export const neighbourQuerySchema = z.object({
  kinds: listOf(edgeKindSchema)
    .default([...edgeKinds])
    .describe('Edge kinds, separated by commas.'),
  limit: wholeNumberOr(200, 1, 1_000).describe('The most edges; those with the best scores are kept.'),
});
export type NeighbourQuery = z.infer<typeof neighbourQuerySchema>;

export const impactQuerySchema = z.object({
  depth: wholeNumberOr(2, 1, 5).describe('How many edges away to look.'),
  limit: wholeNumberOr(50, 1, 500).describe(
    'The most articles that are named of each kind at each depth; all are counted.',
  ),
});
export type ImpactQuery = z.infer<typeof impactQuerySchema>;

export const overviewQuerySchema = z.object({
  statutes: wholeNumberOr(300, 1, 1_000).describe('The most statutes; the largest are kept.'),
  links: wholeNumberOr(1_000, 1, 5_000).describe('The most pairs of statutes; those with the most edges are kept.'),
});
export type OverviewQuery = z.infer<typeof overviewQuerySchema>;

export const subgraphQuerySchema = neighbourQuerySchema.extend({
  from: listOf(z.string().max(200))
    .optional()
    .describe('Ids of the articles to begin at, separated by commas; the first of the graph when absent.'),
  hops: wholeNumberOr(1, 0, 4),
  nodes: wholeNumberOr(300, 1, 2_000).describe('The most nodes.'),
  statutes: statutesSchema,
});
export type SubgraphQuery = z.infer<typeof subgraphQuerySchema>;
