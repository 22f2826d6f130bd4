import { createHash } from 'node:crypto';
import { z } from 'zod';

export const edgeKindSchema = z.enum(['question', 'citation', 'hierarchy']);
export type EdgeKind = z.infer<typeof edgeKindSchema>;

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

/** The text of `source` cites `target`. */
export const citationEdgeSchema = z.object({
  ...ends,
  kind: z.literal('citation'),
  /** The words that cite, as they stand in the source's text. */
  text: z.string(),
  mutatisMutandis: z.boolean(),
});

/** `contains`: an article and its paragraph. `next`: an article and the one after it in the same statute. */
export const hierarchyEdgeSchema = z.object({
  ...ends,
  kind: z.literal('hierarchy'),
  relation: z.enum(['contains', 'next']),
});

/** A directed edge between two nodes of one build. */
export const edgeSchema = z.discriminatedUnion('kind', [questionEdgeSchema, citationEdgeSchema, hierarchyEdgeSchema]);
export type Edge = Readonly<z.infer<typeof edgeSchema>>;
export type QuestionEdge = Readonly<z.infer<typeof questionEdgeSchema>>;
export type CitationEdge = Readonly<z.infer<typeof citationEdgeSchema>>;
export type HierarchyEdge = Readonly<z.infer<typeof hierarchyEdgeSchema>>;

/**
 * The id of an edge: the same kind, ends and incoming question always give the same id.
 * Several outgoing questions of one node that match one incoming question make one edge, the best.
 */
export function edgeId(kind: EdgeKind, source: string, target: string, incomingQuestion = ''): string {
  return createHash('sha256').update([kind, source, target, incomingQuestion].join('\n')).digest('hex').slice(0, 32);
}
