import type { ArticleNode } from '@lexhop/graph-model';
import type { Prompt } from '@lexhop/language-model';
import type { ArticleToDraft } from './articles-to-draft.js';
import type { DraftFault } from './check-draft.js';
import { describeFault, type DraftingPrompt } from './prompts/drafting-prompt.js';
import { promptV1En, promptV1In } from './prompts/prompt-v1.en.js';
import { promptV1ZhHans, promptV1ZhHant } from './prompts/prompt-v1.zh.js';

/** The version that articles are drafted with now. */
const promptVersion = 'v1';

/** The prompt in each language an article can be in. */
export const draftingPrompts: Readonly<Record<ArticleNode['language'], DraftingPrompt>> = {
  'zh-Hant': promptV1ZhHant,
  'zh-Hans': promptV1ZhHans,
  en: promptV1En,
  ja: promptV1In('Japanese'),
  de: promptV1In('German'),
  fr: promptV1In('French'),
  other: promptV1In('The language of the article’s text'),
};

/** What a draft depends on beside the text of its article: the model and the version of the prompt. With another key the article is drafted again. */
export function draftingKeyOf(model: { readonly id: string }): string {
  return `llm:${model.id}:${promptVersion}`;
}

/** An article to ask for, and what was wrong with the reply before, where there was one. */
export interface AskedArticle {
  readonly article: ArticleToDraft;
  readonly faults?: readonly DraftFault[];
}

/** In tokens. A reply takes about 250 for each article; models that reason first take many more. */
const longestReply = { first: 8192, eachFurther: 1024 };

/**
 * The prompt that asks for the questions of some articles of one language.
 * The articles stand as JSON in a fence that their text can't close, because "<" is escaped in it.
 */
export function buildPrompt(asked: readonly [AskedArticle, ...AskedArticle[]]): Prompt {
  const words = draftingPrompts[asked[0].article.node.language];
  const material = JSON.stringify({ articles: asked.map(({ article }) => materialOf(article)) }, null, 1);
  const fenced = `<material>\n${material.replaceAll('<', String.raw`\u003c`)}\n</material>`;
  const faults = asked.flatMap(({ article, faults: found = [] }) =>
    found.map((fault) => `- ${article.node.id}: ${describeFault(words, fault)}`),
  );
  const repair = faults.length > 0 ? [words.repair, ...faults].join('\n') : undefined;
  return {
    system: words.system,
    user: [words.task, fenced, repair].filter((part) => part !== undefined).join('\n\n'),
    longestReplyTokens: longestReply.first + longestReply.eachFurther * (asked.length - 1),
  };
}

function materialOf({ node, nearbyHeadings, definitions }: ArticleToDraft): object {
  return {
    id: node.id,
    statute: node.statuteTitle,
    headings: node.headingPath.join(' '),
    ...(nearbyHeadings.length > 0 && { nearbyHeadings }),
    ...(definitions.length > 0 && { definitions: Object.fromEntries(definitions.map((d) => [d.term, d.meaning])) }),
    text: node.text,
  };
}

/** The articles of one call. */
export type Call = readonly [AskedArticle, ...AskedArticle[]];

/** Longer articles get a call of their own: together with others their questions would be worse, and a fault would cost more. */
const shortArticleCharacters = 400;

/** Groups articles into calls, in order: short ones of one language, at most `articlesPerCall` in a call. */
export function groupForCalls(asked: readonly AskedArticle[], articlesPerCall: number): Call[] {
  const calls: [AskedArticle, ...AskedArticle[]][] = [];
  for (const next of asked) {
    const call = calls.at(-1);
    const fits = call && call.length < articlesPerCall && [...call, next].every(isShort) && sameLanguage(call[0], next);
    if (fits) call.push(next);
    else calls.push([next]);
  }
  return calls;
}

function isShort({ article }: AskedArticle): boolean {
  return article.node.text.length <= shortArticleCharacters;
}

function sameLanguage(one: AskedArticle, other: AskedArticle): boolean {
  return one.article.node.language === other.article.node.language;
}
