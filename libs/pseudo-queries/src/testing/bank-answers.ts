import { z } from 'zod';
import { articleId, type ArticleNode, contentHashOf } from '@lexhop/graph-model';
import type { ArticleToDraft } from '../drafting/articles-to-draft.js';
import type { DraftedArticle } from '../drafting/check-draft.js';
import type { BankEntry } from '../question-bank.js';

/** An article's node, 著作權法 第一條 unless said otherwise. */
export function anArticleNode(overrides: Partial<ArticleNode> = {}): ArticleNode {
  const number = overrides.number ?? '1';
  const text = {
    statuteTitle: '著作權法',
    headingPath: ['第 一 章 總則'],
    text: '為保障著作人著作權益，調和社會公共利益，促進國家文化發展，特制定本法。',
    ...overrides,
  };
  return {
    id: articleId('J0070017', number),
    level: 'article',
    statuteId: 'J0070017',
    number,
    language: 'zh-Hant',
    repealed: false,
    abolished: false,
    position: 0,
    contentHash: contentHashOf(text),
    ...text,
  };
}

/** An article to draft, with nothing around it. */
export function anArticleToDraft(overrides: Partial<ArticleNode> = {}): ArticleToDraft {
  return { node: anArticleNode(overrides), nearbyHeadings: [], definitions: [] };
}

/** Ways in which a reply can be good JSON and say the wrong thing. */
export type ReplyFault =
  | 'too-few-questions'
  | 'wrong-language'
  | 'wrong-ids'
  | 'another-article'
  | 'no-questions'
  | 'not-self-contained';

/** What a provider sees of a request that matters here. */
interface DraftingRequest {
  readonly number: number;
  readonly user: string;
}

const materialSchema = z.object({ articles: z.array(z.object({ id: z.string(), text: z.string() })) });

/** The articles that a drafting prompt asks about, as a provider reads them out of its fence. */
export function articlesAskedIn(user: string): readonly { readonly id: string; readonly text: string }[] {
  const fenced = /<material>\n(?<material>[\s\S]*?)\n<\/material>/.exec(user)?.groups?.['material'];
  return materialSchema.parse(JSON.parse(fenced ?? '')).articles;
}

/**
 * Answers drafting prompts from a question bank, as a simulated provider's or a fake model's answer. Articles that the bank has not get no questions.
 * @param faultOf what to say wrong, if anything.
 */
export function answerFromBank(
  bank: ReadonlyMap<string, Pick<BankEntry, 'incoming' | 'outgoing'>>,
  faultOf: (request: DraftingRequest) => ReplyFault | undefined = () => undefined,
): (request: DraftingRequest) => { readonly articles: readonly DraftedArticle[] } {
  return (request) => {
    const articles = articlesAskedIn(request.user).map(({ id }) => draftedFrom(id, bank.get(id)));
    const fault = faultOf(request);
    return { articles: fault ? articles.map(spoil[fault]) : articles };
  };
}

function draftedFrom(id: string, entry: Pick<BankEntry, 'incoming' | 'outgoing'> | undefined): DraftedArticle {
  const [lay, ...legal] = entry?.incoming ?? [];
  return { id, lay: lay === undefined ? [] : [lay], legal, outgoing: [...(entry?.outgoing ?? [])] };
}

const spoil: Readonly<Record<ReplyFault, (drafted: DraftedArticle) => DraftedArticle>> = {
  'too-few-questions': (drafted) => ({ ...drafted, outgoing: drafted.outgoing.slice(0, 2) }),
  'wrong-language': (drafted) => everyQuestion(drafted, () => 'What does this mean for me, and who decides?'),
  'wrong-ids': (drafted) => ({ ...drafted, id: drafted.id.toLowerCase() }),
  'another-article': (drafted) => ({ ...drafted, id: `${drafted.id}-99` }),
  'no-questions': (drafted) => everyQuestion(drafted, (question) => question.replace(/[？?]$/, '。')),
  'not-self-contained': (drafted) => everyQuestion(drafted, (question) => `依前項規定，${question}`),
};

function everyQuestion({ id, ...questions }: DraftedArticle, change: (question: string) => string): DraftedArticle {
  const { lay, legal, outgoing } = questions;
  return { id, lay: lay.map(change), legal: legal.map(change), outgoing: outgoing.map(change) };
}
