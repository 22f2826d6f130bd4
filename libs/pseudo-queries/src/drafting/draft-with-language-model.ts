import { storableText } from '@lexhop/foundation';
import {
  type Completion,
  type LanguageModel,
  ReplyError,
  type ReplyStore,
  type StoredReply,
  TextRefusedError,
} from '@lexhop/language-model';
import type { DraftedQuestions } from '../questions.js';
import type { ArticleToDraft } from './articles-to-draft.js';
import { type AskedArticle, buildPrompt, type Call, draftingKeyOf, groupForCalls } from './build-prompt.js';
import {
  type CheckedDraft,
  checkDraft,
  convertDraft,
  type DraftedArticle,
  type DraftFault,
  draftingReplySchema,
  keptArticleSchema,
} from './check-draft.js';
import { describeFault } from './prompts/drafting-prompt.js';
import { promptV1En } from './prompts/prompt-v1.en.js';

/** How drafting ended for one article: with its questions, or with the reason why there are none. */
export type DraftOutcome =
  | {
      readonly article: ArticleToDraft;
      readonly questions: Required<DraftedQuestions>;
      /** Questions left out because they were unsound; enough others were left. */
      readonly dropped: number;
      /** Questions that came in the other Chinese script, again after being asked otherwise, and were converted. */
      readonly converted: number;
      /** Whether the reply was kept from before, and nothing was asked. */
      readonly kept: boolean;
    }
  | {
      readonly article: ArticleToDraft;
      /** What is wrong with the last reply, which the reply store keeps. */
      readonly fault: string;
      readonly timesAsked: number;
    };

interface DraftingSettings {
  /** Most short articles that share one call. */
  readonly articlesPerCall: number;
}

/**
 * Drafts the questions of articles with a language model; outcomes come in the order of the articles. Replies that are stored already are used.
 * An article whose reply is faulty is asked for once more, and the fault is named. An article that the provider refuses is not asked for again,
 * unless it was asked for together with others; then it is asked for alone. Questions that come twice in the other Chinese script are converted.
 * Every reply is stored as it comes. So after a rejection (rate, budget, outage, abort) another call asks only for what is missing.
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
    if (isRefused && callSize > 1) refusedTogether.push({ article, faults: [] });
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
  const drafted = keptArticleSchema.safeParse(JSON.parse(reply.text));
  const draft = drafted.success ? checkDraft(drafted.data, node) : undefined;
  return draft && draft.faults.length === 0 ? draft : undefined;
}

function good(article: ArticleToDraft, draft: CheckedDraft, { model }: Drafter, kept: boolean): DraftOutcome {
  const { incoming, outgoing, dropped, converted } = draft;
  const questions = { incoming, outgoing, draftedBy: model.id };
  return { article, questions, dropped: dropped.length, converted, kept };
}

/** How many questions of a kept reply were converted to the script of their article. */
export function convertedIn({ text, fault }: StoredReply): number {
  // Most replies are not, and there are many.
  if (fault !== undefined || !text.includes('"converted":')) return 0;
  return keptArticleSchema.safeParse(JSON.parse(text)).data?.converted ?? 0;
}

/** Who is asked, and where replies are kept. */
interface Drafter {
  readonly model: LanguageModel;
  readonly replies: ReplyStore;
  readonly signal?: AbortSignal;
}

/** What a call brought for one of its articles. */
interface ArticleReply {
  readonly asked: AskedArticle;
  /** The article's part of the reply, or the whole reply where it has none. */
  readonly text: string;
  readonly draft?: CheckedDraft;
  /** Why it can't be used; empty of a good one. */
  readonly faults: readonly DraftFault[];
}

/**
 * Asks for the questions of some articles in one call, checks the reply, and stores it, good or not, before anything else happens.
 * Rejects as the model does, except that a reply that can't be read, and a text that the provider refuses, become faults.
 */
async function askOnce(call: Call, drafter: Drafter): Promise<readonly ArticleReply[]> {
  const { model, replies, signal } = drafter;
  const asking = model.complete(buildPrompt(call), draftingReplySchema, signal ? { signal } : {});
  const reply = await asking.catch((thrown: unknown) => {
    if (thrown instanceof ReplyError || thrown instanceof TextRefusedError) return thrown;
    throw thrown;
  });
  const brought = reply instanceof Error ? unusable(call, reply) : readArticles(call, reply);
  const stored = brought.map(({ asked, text, faults }) => ({
    contentHash: asked.article.node.contentHash,
    draftingKey: draftingKeyOf(model),
    text: storableText(text),
    ...(faults.length > 0 && { fault: sentenceOf(faults) }),
  }));
  await replies.save(stored, (reply instanceof Error ? reply.reply : reply)?.settlement);
  return brought;
}

/** Faults as one English sentence, for records and reports. */
function sentenceOf(faults: readonly DraftFault[]): string {
  return storableText(`${faults.map((fault) => describeFault(promptV1En, fault)).join('; ')}.`);
}

function unusable(call: Call, error: ReplyError | TextRefusedError): ArticleReply[] {
  const fault: DraftFault =
    error instanceof ReplyError
      ? { code: 'unreadable', detail: error.fault }
      : { code: 'refused', detail: error.detail.replace(/\.$/u, '') };
  return call.map((asked) => ({ asked, text: error.reply?.text ?? '', faults: [fault] }));
}

function readArticles(call: Call, { value, text }: Completion<{ readonly articles: readonly DraftedArticle[] }>) {
  const ids = new Set(call.map(({ article }) => article.node.id));
  const unasked = value.articles.flatMap(({ id }) => (ids.has(id) ? [] : [id])).join(', ');
  return call.map((asked): ArticleReply => {
    const drafted = value.articles.find(({ id }) => id === asked.article.node.id);
    if (!drafted) return { asked, text, faults: [{ code: 'missing', detail: unasked }] };
    return readArticle(asked, drafted);
  });
}

/** Reads the questions of one article. Where it is asked for the second time, questions in the other Chinese script are converted. */
function readArticle(asked: AskedArticle, drafted: DraftedArticle): ArticleReply {
  const { node } = asked.article;
  const draft = checkDraft(drafted, node);
  if (draft.faults.length === 0) return { asked, text: JSON.stringify(drafted), draft, faults: [] };
  const converted = asked.faults ? convertDraft(drafted, node) : undefined;
  const again = converted && checkDraft(converted, node);
  if (again?.faults.length === 0) return { asked, text: JSON.stringify(converted), draft: again, faults: [] };
  return { asked, text: JSON.stringify(drafted), draft, faults: [...draft.faults, ...draft.dropped] };
}
