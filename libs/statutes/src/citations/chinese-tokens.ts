import type { ArticlePlace, ParagraphPlace, StatuteName } from './mention.js';

/** A word that matters for citations, at `[start, end)` of the text. */
export type ChineseToken = { readonly start: number; readonly end: number } & (
  | { readonly type: 'statute'; readonly name: StatuteName }
  | { readonly type: 'article'; readonly place: ArticlePlace }
  | { readonly type: 'paragraph'; readonly place: ParagraphPlace }
  /** 第一款, 前目, 前段, 但書: finer than a paragraph, so part of the words that cite but no target. */
  | { readonly type: 'part' }
  /** （以下簡稱本法）: stands between a title and its article; `name` is what it defines. */
  | { readonly type: 'definition'; readonly name: string }
  /** 準用 */
  | { readonly type: 'mutatis-mutandis' }
  /** The end of a sentence or line. */
  | { readonly type: 'stop' }
);

/** The units of a Chinese statute in one script: 條項款目 in Taiwan, 条款项目 on the mainland. */
export interface Script {
  readonly article: string;
  readonly paragraph: string;
  readonly parts: string;
}

export const traditionalScript: Script = { article: '條', paragraph: '項', parts: '款目' };
export const simplifiedScript: Script = { article: '条', paragraph: '款', parts: '项目' };
