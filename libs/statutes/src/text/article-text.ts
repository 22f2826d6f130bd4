import type { LineLayout } from './line-breaks.js';
import { continuationIndent } from './paragraphs-of.js';
import { unwrap } from './unwrap.js';

/** The normalised text of an article: one line per paragraph, list entry or table row, lines broken by a page width joined. */
export function articleText(content: string, layout: LineLayout): string {
  return unwrap(content, layout)
    .map(({ text, continues }) => (continues ? continuationIndent + text : text))
    .join('\n');
}

const repealedText = /^[（([【〔]?(?:本條)?(?:刪除|删除|廢止|deleted|repealed)[)）\]】〕]?[。.]?$/i;

/** Whether an article's text says only that it is gone: （刪除）, (deleted). */
export function isRepealed(text: string): boolean {
  return text.length < 40 && repealedText.test(text.replace(/\s+/g, ''));
}
