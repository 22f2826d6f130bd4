import { namedObject } from '@lexhop/foundation';
import { articleNodeSchema } from '@lexhop/graph-model';
import { articleCitationsSchema, statutesImportedSchema } from '@lexhop/graph-statutes';
import { statuteCountsSchema, statuteRecordSchema } from '@lexhop/graph-store';
import { listOf, pageFields, pageQuerySchema } from '@lexhop/http';
import { z } from 'zod';

export const statuteListQuerySchema = pageQuerySchema.extend({
  text: z
    .string()
    .max(200)
    .optional()
    .describe('Only statutes whose title or id contains this, or that it is a short name of (勞基法).'),
});
export type StatuteListQuery = z.infer<typeof statuteListQuerySchema>;

export const statutePageSchema = namedObject('StatutePage', {
  ...pageFields(statuteRecordSchema),
  counts: statuteCountsSchema,
});

export const statuteAnswerSchema = namedObject('StatuteWithArticles', {
  ...statuteRecordSchema.shape,
  articles: z.array(articleNodeSchema),
});

export const citationListQuerySchema = pageQuerySchema.extend({
  articles: listOf(z.string().max(200)).optional().describe('Only these articles, by id, separated by commas.'),
});
export type CitationListQuery = z.infer<typeof citationListQuerySchema>;

export const citationPageSchema = namedObject('CitationPage', pageFields(articleCitationsSchema));

export const importAnswerSchema = namedObject('StatuteImport', {
  graph: z.string(),
  files: z.array(statutesImportedSchema),
});
