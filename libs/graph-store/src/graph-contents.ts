import { namedObject } from '@lexhop/foundation';
import {
  type ArticleNode,
  type BuildReference,
  type Edge,
  edgeCountsSchema,
  type EdgeKind,
  type PseudoQuery,
} from '@lexhop/graph-model';
import { z } from 'zod';

/** Vectors of a build: row i of `vectors` belongs to `ids[i]` (a node's or a question's id). */
export interface VectorPage {
  readonly ids: readonly string[];
  readonly vectors: Float32Array;
}

const count = z.number().int().nonnegative();
const statuteOverviewSchema = z.object({ id: z.string(), title: z.string(), articles: count });
/** A statute of a build, and how many live articles it has there. */
export type StatuteOverview = Readonly<z.infer<typeof statuteOverviewSchema>>;

const statuteLinkSchema = z.object({
  source: z.string(),
  target: z.string(),
  edges: edgeCountsSchema
    .partial()
    .describe('By kind, without the hierarchy; a kind of which there is none is absent.'),
});
/** How many edges lead from the nodes of one statute to those of another. */
export type StatuteLink = Readonly<z.infer<typeof statuteLinkSchema>>;

/** An overview of a build: its statutes, and the edges between them. */
export const graphOverviewSchema = namedObject('GraphOverview', {
  build: z.number().int(),
  statutes: z.array(statuteOverviewSchema).readonly().describe('The largest first, equal ones in order of id.'),
  links: z
    .array(statuteLinkSchema)
    .readonly()
    .describe('How many edges lead from the articles of one of these statutes to those of another; the most first.'),
  statutesLeftOut: count,
  linksLeftOut: count,
});
export type GraphOverview = Readonly<z.infer<typeof graphOverviewSchema>>;

/**
 * A whole build as streams of pages in order of id: to load an index, to export, or to count.
 * Reads only; a build that is collected in the middle of a stream ends it with a BuildGoneError.
 */
export abstract class GraphContents {
  abstract nodes(build: BuildReference): AsyncIterable<readonly ArticleNode[]>;

  abstract questions(build: BuildReference): AsyncIterable<readonly PseudoQuery[]>;

  abstract edges(build: BuildReference, kinds?: readonly EdgeKind[]): AsyncIterable<readonly Edge[]>;

  /** The largest statutes and the strongest links between them, at most so many of each; the others are counted. */
  abstract overview(
    build: BuildReference,
    most: { readonly statutes: number; readonly links: number },
  ): Promise<GraphOverview>;

  /** Vectors in the build's own space; nodes and questions that have none are left out. */
  abstract vectors(build: BuildReference, of: 'nodes' | 'incoming' | 'outgoing'): AsyncIterable<VectorPage>;
}
