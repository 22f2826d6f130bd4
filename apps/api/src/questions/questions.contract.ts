import { z } from 'zod';

const count = z.number().int().nonnegative();
const named = z.object({ count, ids: z.array(z.string()) });

export const bankFitSchema = z.object({
  entries: count,
  usable: count,
  otherText: named,
  unknownArticle: named,
});

export const bankImportAnswerSchema = z.object({
  graph: z.string(),
  read: count,
  /** New or changed. */
  saved: count,
  warnings: z.array(z.object({ code: z.string(), sentence: z.string() })),
  warningCount: count,
  /** How the whole bank fits the graph's statutes now. */
  fit: bankFitSchema,
});
