import { articleNodeSchema } from '@lexhop/graph-model';
import { z } from 'zod';
import { listOf, pageQuerySchema, pageSchema } from '@lexhop/http';

const count = z.number().int().nonnegative();

export const statuteRecordSchema = z.object({
  id: z.string(),
  title: z.string(),
  englishTitle: z.string().optional(),
  level: z.enum(['constitution', 'law', 'order', 'unknown']),
  language: articleNodeSchema.shape.language.describe('As its text tells; other is any language that is not known.'),
  url: z.string().optional(),
  category: z.string().optional(),
  modifiedOn: z.string().optional(),
  abolished: z.boolean(),
  sourceFile: z.string(),
  articleCount: count,
});

export const statuteListQuerySchema = pageQuerySchema.extend({
  text: z
    .string()
    .max(200)
    .optional()
    .describe('Only statutes whose title or id contains this, or that it is a short name of (勞基法).'),
});
export type StatuteListQuery = z.infer<typeof statuteListQuerySchema>;

const liveAndRepealed = z.object({ live: count, repealed: count });

export const statutePageSchema = pageSchema(statuteRecordSchema).extend({
  counts: z.object({ statutes: count, articles: liveAndRepealed, paragraphs: liveAndRepealed }),
});

export const statuteAnswerSchema = statuteRecordSchema.extend({ articles: z.array(articleNodeSchema) });

export const citationListQuerySchema = pageQuerySchema.extend({
  articles: listOf(z.string().max(200)).optional().describe('Only these articles, by id, separated by commas.'),
});
export type CitationListQuery = z.infer<typeof citationListQuerySchema>;

export const citedTargetSchema = z.object({
  id: z.string().describe('`B0000001` (a whole statute), `J0070017:87-1`, `J0070017:87-1#2`.'),
  found: z
    .string()
    .optional()
    .describe(
      'The node of the graph’s statutes to go to: the paragraph, else its article; the statute, where that is all it names.',
    ),
  statuteTitle: z.string().optional().describe('Absent where the graph does not have the statute.'),
});

/** An article of a statute with the citations in its text. */
export const articleCitationsSchema = z.object({
  article: z.string().describe('The article’s id.'),
  citations: z.array(
    z.object({
      kind: z
        .enum(['absolute', 'range', 'relative', 'statute', 'annex'])
        .describe('An annex (附表一) is in no file of articles: it has no targets.'),
      mutatisMutandis: z.boolean().describe('Said with 準用.'),
      start: count.describe('Where it begins in the article’s text, in UTF-16 units.'),
      end: count.describe('Where it ends, exclusive.'),
      text: z.string(),
      targets: z.array(citedTargetSchema),
      leftOut: count
        .optional()
        .describe('How many targets were left out: the text stands for far more of them than it is long.'),
    }),
  ),
});

export const citationPageSchema = pageSchema(articleCitationsSchema);

export const statuteWarningSchema = z.looseObject({ code: z.string(), sentence: z.string() });

export const importedFileSchema = z.object({
  file: z.string(),
  statutes: count,
  articles: count,
  headings: count,
  repealed: count,
  added: count,
  replaced: count,
  unchanged: count,
  leftOut: z
    .object({
      statutes: count,
      articles: count,
      lines: count.describe('Lines that may begin an article and were read as text of another.'),
    })
    .describe('What of the file did not become a statute or an article; each is a warning, too.'),
  warnings: z.array(statuteWarningSchema).describe('The first thousand.'),
  warningCount: count,
});

export const importAnswerSchema = z.object({
  graph: z.string(),
  files: z.array(importedFileSchema),
});
