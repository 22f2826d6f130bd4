import type { AskedArticle } from './build-prompt.js';

/** The articles of one call. */
export type Call = readonly [AskedArticle, ...AskedArticle[]];

/** Longer articles are asked alone: their questions would come out worse, and one fault would cost more. */
const shortArticleCharacters = 400;

/** Puts articles together for calls, in order: short ones of one language, at most so many together. */
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
