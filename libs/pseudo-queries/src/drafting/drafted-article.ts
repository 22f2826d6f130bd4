import { z } from 'zod';

/** What a language model drafts for one article. How many there are is checked afterwards, article by article. */
export const draftedArticleSchema = z.object({
  id: z.string().describe('The id of the article, copied unchanged'),
  lay: z.array(z.string()).describe('Questions that the article answers, in everyday words'),
  legal: z.array(z.string()).describe('Questions that the article answers, in legal words'),
  outgoing: z.array(z.string()).describe('Questions that the article raises and other articles answer'),
});
export type DraftedArticle = Readonly<z.infer<typeof draftedArticleSchema>>;

/** The reply to one call: one drafted article for each article asked. */
export const draftingReplySchema = z.object({ articles: z.array(draftedArticleSchema) });
