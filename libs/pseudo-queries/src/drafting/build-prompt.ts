import type { Prompt } from '@lexhop/language-model';
import type { ArticleToDraft } from './article-to-draft.js';
import type { DraftFault } from './draft-fault.js';
import { describeFault } from './prompts/drafting-prompt.js';
import { draftingPrompts } from './prompts/drafting-prompts.js';

/** An article to ask for, and what was wrong with the reply before, where there was one. */
export interface AskedArticle {
  readonly article: ArticleToDraft;
  readonly faults?: readonly DraftFault[];
}

/** Replies take some 250 tokens an article; models that reason first take many more. */
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
