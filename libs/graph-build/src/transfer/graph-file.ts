import {
  articleNodeSchema,
  buildSettingsSchema,
  edgeSchema,
  embeddingSpaceSchema,
  pseudoQuerySchema,
} from '@lexhop/graph-model';
import { z } from 'zod';

/** Bumped when a file of before can't be read any more. */
export const graphFileVersion = 1;

const statuteRecordSchema = z.object({
  id: z.string(),
  title: z.string(),
  englishTitle: z.string().optional(),
  level: z.enum(['constitution', 'law', 'order', 'unknown']),
  language: z.enum(['zh-Hant', 'zh-Hans', 'en']),
  url: z.string().optional(),
  category: z.string().optional(),
  modifiedOn: z.string().optional(),
  abolished: z.boolean(),
  foreword: z.string().optional(),
  sourceFile: z.string(),
  articleCount: z.number().int().nonnegative(),
});

const endSchema = z.strictObject({
  nodes: z.number(),
  questions: z.number(),
  vectors: z.number(),
  edges: z.number(),
});
/** How many lines of each kind a whole file has. */
export type GraphFileEnd = z.infer<typeof endSchema>;

/**
 * The lines of an exported build (JSON lines), in this order: header, statutes, nodes, questions, vectors, edges, end.
 * Nothing in it depends on when, where or as which number it was built: the same graph is the same bytes.
 */
export const graphFileLineSchema = z.union([
  z.strictObject({
    lexhop: z.literal('graph'),
    version: z.literal(graphFileVersion),
    space: embeddingSpaceSchema,
    settings: buildSettingsSchema,
  }),
  z.strictObject({ statute: statuteRecordSchema }),
  z.strictObject({ node: articleNodeSchema }),
  z.strictObject({ question: pseudoQuerySchema }),
  /** `vector` is the id of a node or question; `floats` its float32 values, little-endian, in base64. */
  z.strictObject({ vector: z.string(), floats: z.base64() }),
  z.strictObject({ edge: edgeSchema }),
  z.strictObject({ end: endSchema }),
]);
export type GraphFileLine = z.infer<typeof graphFileLineSchema>;
