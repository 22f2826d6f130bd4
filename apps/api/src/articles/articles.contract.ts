import {
  articleNodeSchema,
  edgeCountsSchema,
  edgeKinds,
  edgeKindSchema,
  edgeSchema,
  statedKinds,
} from '@lexhop/graph-model';
import { z } from 'zod';
import { flag, listOf, pageQuerySchema, pageSchema, wholeNumberOr } from '@lexhop/http';

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
  statutes: listOf(z.string().max(100))
    .optional()
    .describe('Only these statutes, by id, title or short name, separated by commas.'),
  includeRepealed: flag,
});
export type ArticleListQuery = z.infer<typeof articleListQuerySchema>;
export const articlePageSchema = pageSchema(articleNodeSchema).extend({
  build: z.number().int(),
  by: z
    .enum(['name', 'words'])
    .optional()
    .describe(
      'With text: whether it names these articles (then repealed ones too), or they contain its words, best first.',
    ),
});

export const neighbourQuerySchema = z.object({
  kinds: listOf(edgeKindSchema)
    .default([...edgeKinds])
    .describe('Edge kinds, separated by commas.'),
  limit: wholeNumberOr(200, 1, 1_000).describe('Most edges, the best scores first.'),
});
export type NeighbourQuery = z.infer<typeof neighbourQuerySchema>;

export const neighbourAnswerSchema = z.object({
  build: z.number().int(),
  nodes: z.array(articleNodeSchema),
  edges: z.array(edgeSchema),
  /** Edges that were left out by the limit. */
  leftOut: z.number().int().nonnegative(),
});

export const impactQuerySchema = z.object({
  depth: wholeNumberOr(2, 1, 5).describe('How many edges away.'),
  limit: wholeNumberOr(50, 1, 500).describe(
    'Most articles that are named of each kind at each depth; all are counted.',
  ),
});
export type ImpactQuery = z.infer<typeof impactQuerySchema>;

export const dependentSchema = z.object({
  article: articleNodeSchema.pick({ id: true, statuteId: true, statuteTitle: true, number: true, language: true }),
  words: z.string().describe('The words that say so; of a definition the terms.'),
  through: z.string().describe('Id of the article nearer by, which this one hangs on.'),
});

export const impactSchema = z.object({
  build: z.number().int(),
  article: z.string().describe('Id of the article that is asked about.'),
  groups: z
    .array(
      z.object({
        kind: z.enum(statedKinds),
        depth: z.number().int().min(1),
        count: z.number().int().min(1).describe('How many articles hang on it in this way.'),
        dependents: z.array(dependentSchema).describe('The first of them by id.'),
      }),
    )
    .describe('By depth, at each by kind. An article is told at its least depth, there once for each kind.'),
  cut: z.number().int().min(0).describe('Articles at which it was not looked further: more than 1,000 were reached.'),
});

export const overviewQuerySchema = z.object({
  statutes: wholeNumberOr(300, 1, 1_000).describe('Most statutes, the largest first.'),
  links: wholeNumberOr(1_000, 1, 5_000).describe('Most pairs of statutes, those with the most edges first.'),
});
export type OverviewQuery = z.infer<typeof overviewQuerySchema>;

const counted = z.number().int().nonnegative();
export const graphOverviewSchema = z.object({
  build: z.number().int(),
  statutes: z.array(z.object({ id: z.string(), title: z.string(), articles: counted })),
  links: z
    .array(z.object({ source: z.string(), target: z.string(), edges: edgeCountsSchema.partial() }))
    .describe('How many edges lead from the articles of one statute to those of another, by kind.'),
  statutesLeftOut: counted,
  linksLeftOut: counted,
});

export const subgraphQuerySchema = neighbourQuerySchema.extend({
  from: listOf(z.string().max(200))
    .optional()
    .describe('Ids of articles to begin at; the first of the graph when absent.'),
  hops: wholeNumberOr(1, 0, 4),
  nodes: wholeNumberOr(300, 1, 2_000).describe('Most nodes.'),
  statutes: listOf(z.string().max(100)).optional().describe('Only these statutes, by id, title or short name.'),
});
export type SubgraphQuery = z.infer<typeof subgraphQuerySchema>;
