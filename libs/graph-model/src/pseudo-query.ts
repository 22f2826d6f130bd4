import { createHash } from 'node:crypto';
import { z } from 'zod';

/** `incoming`: the article answers it. `outgoing`: the article raises it, others answer it. */
const directionSchema = z.enum(['incoming', 'outgoing']);
export type Direction = z.infer<typeof directionSchema>;

/** A question drafted for an article (a vertex of the paper's Q⁻ or Q⁺). */
export const pseudoQuerySchema = z.object({
  id: z.string().min(1),
  nodeId: z.string().min(1),
  direction: directionSchema,
  text: z.string().min(1),
  /** Content words of two characters or more, each once, sorted: the Jaccard half of the match score. */
  keywords: z.array(z.string()),
  /** Who drafted it: `question-bank`, or `provider/model`. */
  draftedBy: z.string().min(1),
});
export type PseudoQuery = Readonly<z.infer<typeof pseudoQuerySchema>>;

/** The id of a question: the same node, direction and text always give the same id. */
export function pseudoQueryId(nodeId: string, direction: Direction, text: string): string {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${nodeId}?${direction === 'incoming' ? 'in' : 'out'}-${digest}`;
}
