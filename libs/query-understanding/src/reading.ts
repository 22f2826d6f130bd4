import { exactObject } from '@lexhop/foundation';
import { statuteLanguages } from '@lexhop/statutes';
import { z } from 'zod';

/** The languages that a query can be recognised as: those of statutes. */
export const queryLanguageSchema = z.enum(statuteLanguages);
export type QueryLanguage = z.infer<typeof queryLanguageSchema>;

/** The most issues and references of a reading, and the most characters of its texts. They bind what a person sends back as much as what a language model gives. */
export const readingLimits = { issues: 6, issue: 60, passage: 800, translation: 2_000, references: 20 } as const;

/** An article that the query names, found in the build. */
export const namedArticleSchema = z.object({
  /** Node id: `J0070017:52`. */
  id: z.string().min(1).max(200),
  /** The words that name it: 著作權法第52條. */
  words: z.string().max(200).optional(),
});
export type NamedArticle = Readonly<z.infer<typeof namedArticleSchema>>;

/**
 * What was understood of a query. It is part of the answer; a person may change it and send it back with the query, and then no language model is asked.
 * `by` says who made it: a language model as `provider/model`, or `request` where it was sent back. It is absent where no model was asked, since
 * references and language need none.
 */
export const readingSchema = exactObject('Reading', {
  references: z.array(namedArticleSchema).max(readingLimits.references).default([]),
  language: queryLanguageSchema.optional(),
  /** The query in the statutes' language, where its own is another. */
  translation: z.string().trim().max(readingLimits.translation).optional(),
  /** Short phrases in the statutes' vocabulary: act, right, exception, remedy, penalty. */
  issues: z.array(z.string().trim().min(1).max(readingLimits.issue)).max(readingLimits.issues).default([]),
  /** The rule as an article might word it. */
  passage: z.string().trim().max(readingLimits.passage).optional(),
  by: z.string().max(200).optional(),
});
export type Reading = Readonly<z.infer<typeof readingSchema>>;

/** A reading that is sent back. Its `references` come first among the results. An empty list puts none first; without the field, the articles that the query names come first. */
export const readingRequestSchema = readingSchema
  .extend({
    references: readingSchema.shape.references.unwrap().optional(),
  })
  .meta({ id: 'ReadingRequest' });

/** The texts of a reading that are searched for beside the query: its issues, then its passage. */
export function phrasesOf({ issues, passage }: Pick<Reading, 'issues' | 'passage'>): readonly string[] {
  return passage ? [...issues, passage] : issues;
}
