import type { Prompt } from './language-model.js';
import type { TokenUsage } from './token-usage.js';

const hanOrKana = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}，。、；：？！「」『』（）]/gu;

/**
 * About how many tokens a text is, on the high side: one for each Chinese character or mark, one for every three others.
 * Tokenizers differ; what was really used is in each reply.
 */
export function estimateTokens(text: string): number {
  const characters = text.match(hanOrKana)?.length ?? 0;
  return characters + Math.ceil((text.length - characters) / 3);
}

/** The usage of a call whose provider did not count. */
export function estimateUsage(prompt: Pick<Prompt, 'system' | 'user'>, text: string): TokenUsage {
  const inputTokens = estimateTokens(prompt.system) + estimateTokens(prompt.user);
  return { inputTokens, outputTokens: estimateTokens(text), estimated: true };
}
