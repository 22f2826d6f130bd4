import { Converter } from 'opencc-js/t2cn';
import type { EmbeddingRole } from '../embedding-model.js';

/** How a model's texts are prepared before its tokenizer sees them. */
export interface Preparation {
  /** Part of the space's id: another one is another space. */
  readonly version: string;
  prepare(text: string, role: EmbeddingRole): string;
}

const toSimplified = Converter({ from: 't', to: 'cn' });

/** What the authors of bge-small-zh put before a query that is compared with passages. */
const queryInstruction = '为这个句子生成表示以用于检索相关文章：';

/** White space at the ends is dropped: tokenizers of one model differ over it. */
export const trimmed: Preparation = { version: 'trim', prepare: (text) => text.trim() };

/**
 * For bge-small-zh, which was taught on Simplified Chinese: Traditional is converted, character by character.
 * A query against articles gets the authors' instruction; questions and articles do not.
 */
export const simplifiedWithInstruction: Preparation = {
  version: 't2s-instruction',
  prepare(text, role) {
    const simplified = toSimplified(text.trim());
    return role === 'query' ? `${queryInstruction}${simplified}` : simplified;
  },
};
