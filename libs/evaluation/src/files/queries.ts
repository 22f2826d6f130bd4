import { z } from 'zod';
import { readJsonLines, type SourceFile } from './read-json-lines.js';

/** A query and the articles that answer it: a line of its file. */
export const evaluationQuerySchema = z.object({
  id: z.string().min(1),
  query: z.string().trim().min(1).max(10_000),
  /** `zh`, `en`, `zh-Hans` … */
  lang: z.string().min(1),
  /** `single` or `multi`: one gold article, or several that belong together. */
  type: z.string().min(1),
  gold: z.array(z.string().min(1)).min(1).readonly(),
  /** Why these are the answer, for people. */
  why: z.string().optional(),
});
export type EvaluationQuery = Readonly<z.infer<typeof evaluationQuerySchema>>;

/** Reads queries (JSON lines). Throws an EvaluationFileError. */
export function readQueries(file: SourceFile): Promise<readonly EvaluationQuery[]> {
  return readJsonLines(file, evaluationQuerySchema);
}
