import { storableText } from '@lexhop/foundation';
import {
  type Completion,
  type LanguageModel,
  ReplyError,
  type ReplyStore,
  TextRefusedError,
} from '@lexhop/language-model';
import { type AskedArticle, buildPrompt } from './build-prompt.js';
import { type CheckedDraft, checkDraft } from './check-draft.js';
import type { DraftFault } from './draft-fault.js';
import { type DraftedArticle, draftingReplySchema } from './drafted-article.js';
import { draftingKeyOf } from './drafting-key.js';
import type { Call } from './group-for-calls.js';
import { describeFault } from './prompts/drafting-prompt.js';
import { promptV1En } from './prompts/prompt-v1.en.js';

/** Who is asked, and where replies are kept. */
export interface Drafter {
  readonly model: LanguageModel;
  readonly replies: ReplyStore;
  readonly signal?: AbortSignal;
}

/** What a call brought for one of its articles. */
export interface ArticleReply {
  readonly asked: AskedArticle;
  /** The article's part of the reply, or the whole reply where it has none. */
  readonly text: string;
  readonly draft?: CheckedDraft;
  /** Why it can't be used; empty of a good one. */
  readonly faults: readonly DraftFault[];
}

/**
 * Asks for the questions of some articles in one call, checks the reply, and keeps it, good or not, before anything else happens.
 * Rejects as the model does, but for replies that can't be read and for texts that the provider refuses: those are faults.
 */
export async function askOnce(call: Call, drafter: Drafter): Promise<readonly ArticleReply[]> {
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
export function sentenceOf(faults: readonly DraftFault[]): string {
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
    const draft = checkDraft(drafted, asked.article.node);
    const faults = draft.faults.length > 0 ? [...draft.faults, ...draft.dropped] : [];
    return { asked, text: JSON.stringify(drafted), draft, faults };
  });
}
