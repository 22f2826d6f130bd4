import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * How an article's own words bind it to another, beside citing it. `delegates`: an article and the order made under it, at that order's first
 * article. `penalises`: a penalty and the duty whose breach it punishes. `defines`: the article that defines a term and one that uses it.
 * `applies`: an article and one that it has applied mutatis mutandis (準用). `excepts`: an article and one that it makes not apply.
 */
const relationKinds = ['delegates', 'penalises', 'defines', 'applies', 'excepts'] as const;

/** Kinds of edges that the words of articles state. */
export const statedKinds = ['citation', ...relationKinds] as const;
export type StatedKind = (typeof statedKinds)[number];

/** Of these, those whose words stand in the source and cite the target. */
export const citingKinds = ['citation', 'penalises', 'applies', 'excepts'] as const;
/** And those that the target's words make, which names its mother or uses the source's term: the target hangs on the source. */
export const leadingKinds = ['delegates', 'defines'] as const;

export const edgeKindSchema = z.enum(['question', ...statedKinds, 'hierarchy']);
export type EdgeKind = z.infer<typeof edgeKindSchema>;
/** Every kind of edge. */
export const edgeKinds: readonly EdgeKind[] = edgeKindSchema.options;

const count = z.number().int().nonnegative();
/** How many edges there are of each kind. */
export const edgeCountsSchema = z.object(
  Object.fromEntries(edgeKinds.map((kind) => [kind, count])) as Record<EdgeKind, typeof count>,
);
export type EdgeCounts = Readonly<z.infer<typeof edgeCountsSchema>>;

/** Counts of each kind, of what a function says of it. */
export function edgeCounts(countOf: (kind: EdgeKind) => number): EdgeCounts {
  return Object.fromEntries(edgeKinds.map((kind) => [kind, countOf(kind)])) as EdgeCounts;
}

const ends = { id: z.string().min(1), source: z.string().min(1), target: z.string().min(1) };

/** An outgoing question of `source`, matched to the incoming question of `target` that is most similar. */
export const questionEdgeSchema = z.object({
  ...ends,
  kind: z.literal('question'),
  outgoingQuestion: z.string().min(1),
  incomingQuestion: z.string().min(1),
  /** The incoming question's text, q⁻. */
  text: z.string(),
  /** k⁺ ∪ k⁻, sorted. */
  keywords: z.array(z.string()),
  /** Match score: (Jaccard + cosine) / 2, rounded to 1e-6 so that ties are ties in every build. */
  score: z.number(),
});

/** The text of `source` cites `target`, and says no more of it than that. */
export const citationEdgeSchema = z.object({
  ...ends,
  kind: z.literal('citation'),
  /** The words that cite, as they stand in the source's text. */
  text: z.string(),
});

/** What the text of `source` says of `target`; of `delegates`, what the order that is `target` says of the article that it is made under. */
export const relationEdgeSchema = z.object({
  ...ends,
  kind: z.enum(relationKinds).exclude(['defines']),
  /** The words that say it, as they stand there. */
  text: z.string(),
});

/** `target` uses a term that `source` defines. */
export const definitionEdgeSchema = z.object({
  ...ends,
  kind: z.literal('defines'),
  /** The terms, the rarest first, joined by 、. */
  text: z.string(),
  /** How much the rarest of them tells of `target`, above 0 to 1: the fewer articles of its statute use the term, the more. Rounded to 1e-6. */
  weight: z.number(),
});

/** `contains`: an article and its paragraph. `next`: an article and the one after it in the same statute. */
export const hierarchyEdgeSchema = z.object({
  ...ends,
  kind: z.literal('hierarchy'),
  relation: z.enum(['contains', 'next']),
});

/** A directed edge between two nodes of one build. */
export const edgeSchema = z.discriminatedUnion('kind', [
  questionEdgeSchema,
  citationEdgeSchema,
  relationEdgeSchema,
  definitionEdgeSchema,
  hierarchyEdgeSchema,
]);
export type Edge = Readonly<z.infer<typeof edgeSchema>>;
export type QuestionEdge = Readonly<z.infer<typeof questionEdgeSchema>>;
export type CitationEdge = Readonly<z.infer<typeof citationEdgeSchema>>;
export type RelationEdge = Readonly<z.infer<typeof relationEdgeSchema>>;
export type DefinitionEdge = Readonly<z.infer<typeof definitionEdgeSchema>>;
/** An edge that the words of an article state. */
export type StatedEdge = CitationEdge | RelationEdge | DefinitionEdge;
export type HierarchyEdge = Readonly<z.infer<typeof hierarchyEdgeSchema>>;

/**
 * The id of an edge: the same kind, ends and incoming question always give the same id.
 * Several outgoing questions of one node that match one incoming question make one edge, the best.
 */
export function edgeId(kind: EdgeKind, source: string, target: string, incomingQuestion = ''): string {
  return createHash('sha256').update([kind, source, target, incomingQuestion].join('\n')).digest('hex').slice(0, 32);
}
