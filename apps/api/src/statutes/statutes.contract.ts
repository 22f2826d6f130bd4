import { articleNodeSchema } from '@lexhop/graph-model';
import { z } from 'zod';
import { pageQuerySchema, pageSchema } from '../http/pages.js';

const count = z.number().int().nonnegative();

export const statuteRecordSchema = z.object({
  id: z.string(),
  title: z.string(),
  englishTitle: z.string().optional(),
  level: z.enum(['constitution', 'law', 'order', 'unknown']),
  language: z.enum(['zh-Hant', 'zh-Hans', 'en']),
  url: z.string().optional(),
  category: z.string().optional(),
  modifiedOn: z.string().optional(),
  abolished: z.boolean(),
  sourceFile: z.string(),
  articleCount: count,
});

export const statuteListQuerySchema = pageQuerySchema.extend({
  text: z.string().max(200).optional().describe('Only statutes whose title or id contains this.'),
});
export type StatuteListQuery = z.infer<typeof statuteListQuerySchema>;

const liveAndRepealed = z.object({ live: count, repealed: count });

export const statutePageSchema = pageSchema(statuteRecordSchema).extend({
  counts: z.object({ statutes: count, articles: liveAndRepealed, paragraphs: liveAndRepealed }),
});

export const statuteAnswerSchema = statuteRecordSchema.extend({ articles: z.array(articleNodeSchema) });

export const statuteWarningSchema = z.looseObject({ code: z.string(), sentence: z.string() });

export const importAnswerSchema = z.object({
  graph: z.string(),
  files: z.array(
    z.object({
      file: z.string(),
      statutes: count,
      articles: count,
      headings: count,
      repealed: count,
      added: count,
      replaced: count,
      unchanged: count,
      warnings: z.array(statuteWarningSchema),
      warningCount: count,
    }),
  ),
});
