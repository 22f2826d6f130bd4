import { statuteLanguages } from '@lexhop/statutes';
import { z } from 'zod';

/** Languages that a query is told apart by: those of statutes. */
export const queryLanguageSchema = z.enum(statuteLanguages);
export type QueryLanguage = z.infer<typeof queryLanguageSchema>;

/** Bounds of a reading, in characters and items: what a person sends back is held to the same as what a language model gives. */
export const readingLimits = { issues: 6, issue: 60, passage: 800, translation: 2_000, references: 20 } as const;

/** An article that the query names, as the build has it. */
export const namedArticleSchema = z.object({
  /** Node id: `J0070017:52`. */
  id: z.string().min(1).max(200),
  /** The words that name it: 著作權法第52條. */
  words: z.string().max(200).optional(),
});
export type NamedArticle = Readonly<z.infer<typeof namedArticleSchema>>;

/**
 * What was understood of a query. It is part of an answer; a person may change it and send it back in place of asking again.
 * `by` says who understood: a language model as `provider/model`, `request`, or nobody where it is absent (references and language need no model).
 */
export const readingSchema = z.strictObject({
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

/** A reading that is sent back. It has the articles to put first: none where it lists none, those that the query names where it says nothing of them. */
export const readingRequestSchema = readingSchema.extend({
  references: readingSchema.shape.references.unwrap().optional(),
});

/** The texts of a reading that are searched for beside the query: its issues, and the passage. */
export function phrasesOf({ issues, passage }: Pick<Reading, 'issues' | 'passage'>): readonly string[] {
  return passage ? [...issues, passage] : issues;
}
