import type { StoredReply } from '@lexhop/language-model';
import type { DraftedQuestions } from '../questions-of.js';
import type { ArticleToDraft } from './article-to-draft.js';
import { type ArticleReply, askOnce, type Drafter, sentenceOf } from './ask-once.js';
import type { AskedArticle } from './build-prompt.js';
import { type CheckedDraft, checkDraft } from './check-draft.js';
import { draftedArticleSchema } from './drafted-article.js';
import { draftingKeyOf } from './drafting-key.js';
import { groupForCalls } from './group-for-calls.js';

/** How drafting ended for one article: with its questions, or with why not. */
export type DraftOutcome =
  | {
      readonly article: ArticleToDraft;
      readonly questions: Required<DraftedQuestions>;
      /** Questions left out because they were unsound; enough others were left. */
      readonly dropped: number;
      /** Whether the reply was kept from before, and nothing was asked. */
      readonly kept: boolean;
    }
  | {
      readonly article: ArticleToDraft;
      /** What is wrong with the last reply, which the reply store keeps. */
      readonly fault: string;
      readonly timesAsked: number;
    };

export interface DraftingSettings {
  /** Most short articles that share one call. */
  readonly articlesPerCall: number;
}

/**
 * Drafts the questions of articles with a language model, in their order: replies kept from before are used, the other articles are asked
 * for, and those with a faulty reply once more, the fault named. A text that the provider refuses is not asked for again, but alone where
 * it was asked for together with others. Every reply is kept as it comes, so that after a rejection (the model's
 * own: rate, budget, outage, abort) calling again asks only for what is missing.
 */
export async function draftWithLanguageModel(
  articles: readonly ArticleToDraft[],
  drafter: Drafter,
  settings: DraftingSettings,
): Promise<readonly DraftOutcome[]> {
  const outcomes = await keptOutcomes(articles, drafter);
  const missing = articles.filter(({ node }) => !outcomes.has(node.id)).map((article) => ({ article }));
  const faulty: AskedArticle[] = [];
  const refusedTogether: AskedArticle[] = [];
  const settle = ({ asked: { article }, draft, faults }: ArticleReply, timesAsked: number) => {
    const isGood = draft && faults.length === 0;
    const bad = { article, fault: sentenceOf(faults), timesAsked };
    outcomes.set(article.node.id, isGood ? good(article, draft, drafter, false) : bad);
  };
  await askAll(missing, drafter, settings, (reply, callSize) => {
    const { article } = reply.asked;
    const isRefused = reply.faults.some(({ code }) => code === 'refused');
    if (isRefused && callSize > 1) refusedTogether.push({ article });
    else if (reply.faults.length > 0 && !isRefused) faulty.push({ article, faults: reply.faults });
    else settle(reply, 1);
  });
  await askAll(refusedTogether, drafter, { articlesPerCall: 1 }, (reply) => settle(reply, 2));
  await askAll(faulty, drafter, settings, (reply) => settle(reply, 2));
  return articles.flatMap(({ node }) => outcomes.get(node.id) ?? []);
}

async function askAll(
  asked: readonly AskedArticle[],
  drafter: Drafter,
  { articlesPerCall }: DraftingSettings,
  take: (reply: ArticleReply, callSize: number) => void,
): Promise<void> {
  for (const call of groupForCalls(asked, articlesPerCall)) {
    for (const reply of await askOnce(call, drafter)) take(reply, call.length);
  }
}

async function keptOutcomes(articles: readonly ArticleToDraft[], drafter: Drafter): Promise<Map<string, DraftOutcome>> {
  const draftingKey = draftingKeyOf(drafter.model);
  const kept = await drafter.replies.find(articles.map(({ node: { contentHash } }) => ({ contentHash, draftingKey })));
  const byHash = new Map(kept.map((reply) => [reply.contentHash, reply]));
  return new Map(
    articles.flatMap((article) => {
      const draft = readKept(byHash.get(article.node.contentHash), article);
      return draft ? [[article.node.id, good(article, draft, drafter, true)] as const] : [];
    }),
  );
}

function readKept(reply: StoredReply | undefined, { node }: ArticleToDraft): CheckedDraft | undefined {
  if (reply === undefined || reply.fault !== undefined) return undefined;
  const drafted = draftedArticleSchema.safeParse(JSON.parse(reply.text));
  const draft = drafted.success ? checkDraft(drafted.data, node) : undefined;
  return draft && draft.faults.length === 0 ? draft : undefined;
}

function good(article: ArticleToDraft, draft: CheckedDraft, { model }: Drafter, kept: boolean): DraftOutcome {
  const { incoming, outgoing, dropped } = draft;
  return { article, questions: { incoming, outgoing, draftedBy: model.id }, dropped: dropped.length, kept };
}
