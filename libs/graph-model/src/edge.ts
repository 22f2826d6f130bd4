import { createHash } from 'node:crypto';
import { namedObject } from '@lexhop/foundation';
import { z } from 'zod';

/**
 * What an article's own words say of another, beside citing it. Each kind leads from the first to the second:
 * `delegates`: a law's article, and the article of an order that says the order is made under it.
 * `penalises`: a penalty, and the duty whose breach it punishes.
 * `defines`: an article that defines a term, and one that uses it.
 * `applies`: an article, and one that it applies mutatis mutandis (準用).
 * `excepts`: an article, and one that it says does not apply.
 */
const relationKinds = ['delegates', 'penalises', 'defines', 'applies', 'excepts'] as const;

/** The kinds of edges that the words of articles state (stated edges). */
export const statedKinds = ['citation', ...relationKinds] as const;
export type StatedKind = (typeof statedKinds)[number];

/** The stated kinds whose words are in the source, where they cite the target. */
export const citingKinds = ['citation', 'penalises', 'applies', 'excepts'] as const;
/** The other stated kinds: their words are in the target, which names its mother article or uses a term of the source. So the target depends on the source. */
export const statedByTargetKinds = ['delegates', 'defines'] as const;

export const edgeKindSchema = z.enum(['question', ...statedKinds, 'hierarchy']).meta({ id: 'EdgeKind' });
export type EdgeKind = z.infer<typeof edgeKindSchema>;
/** Every kind of edge. */
export const edgeKinds: readonly EdgeKind[] = edgeKindSchema.options;

const count = z.number().int().nonnegative();
/** How many edges there are of each kind. */
export const edgeCountsSchema = namedObject(
  'EdgeCounts',
  Object.fromEntries(edgeKinds.map((kind) => [kind, count])) as Record<EdgeKind, typeof count>,
);
export type EdgeCounts = Readonly<z.infer<typeof edgeCountsSchema>>;

/** Makes counts of all kinds from a function that gives the count of one. */
export function edgeCounts(countOf: (kind: EdgeKind) => number): EdgeCounts {
  return Object.fromEntries(edgeKinds.map((kind) => [kind, countOf(kind)])) as EdgeCounts;
}

const ends = { id: z.string().min(1), source: z.string().min(1), target: z.string().min(1) };

/** An outgoing question of `source`, matched to the incoming question of `target` that is most similar. */
const questionEdgeSchema = namedObject('QuestionEdge', {
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

/** The text of `source` cites `target`, and states no other relation to it. */
const citationEdgeSchema = namedObject('CitationEdge', {
  ...ends,
  kind: z.literal('citation'),
  /** The words that cite, as they stand in the source's text. */
  text: z.string(),
});

/** The text of `source` states a relation to `target`. For `delegates` it is the text of `target`, an order's article, that states it. */
const relationEdgeSchema = namedObject('RelationEdge', {
  ...ends,
  kind: z.enum(relationKinds).exclude(['defines']),
  /** The words that say it, as they stand there. */
  text: z.string(),
});

/** `target` uses a term that `source` defines. */
const definitionEdgeSchema = namedObject('DefinitionEdge', {
  ...ends,
  kind: z.literal('defines'),
  /** The terms, the rarest first, joined by 、. */
  text: z.string(),
  /** How specific the rarest of the terms is, above 0 and up to 1: higher the fewer articles of `target`'s statute use it. Rounded to 1e-6. */
  weight: z.number(),
});

/** `contains`: an article and its paragraph. `next`: an article and the one after it in the same statute. */
const hierarchyEdgeSchema = namedObject('HierarchyEdge', {
  ...ends,
  kind: z.literal('hierarchy'),
  relation: z.enum(['contains', 'next']),
});

/** A directed edge between two nodes of one build. */
export const edgeSchema = z
  .discriminatedUnion('kind', [
    questionEdgeSchema,
    citationEdgeSchema,
    relationEdgeSchema,
    definitionEdgeSchema,
    hierarchyEdgeSchema,
  ])
  .meta({ id: 'Edge' });
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
