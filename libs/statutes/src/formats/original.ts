import { FieldReader, isJsonObject, type JsonObject, listOf, unreadable } from './json-fields.js';
import { articleLines } from './original-lists.js';
import type { DraftEntry, Remark, StatuteDraft } from './statute-draft.js';

const unclassified = /^未分類/;

/** The containers of articles: the key of the list, the key of a member's heading, its rank among headings. */
const containers = [
  { list: 'chapters', heading: 'chapter', rank: 2 },
  { list: 'sections', heading: 'section', rank: 3 },
] as const;

interface Found {
  readonly entries: DraftEntry[];
  readonly remarks: Remark[];
}

/** Whether a JSON value is a Law of the original system. */
export function isOriginalStatute(value: unknown): value is JsonObject {
  return (
    isJsonObject(value) &&
    'law_name' in value &&
    ['chapters', 'sections', 'articles'].some((key) => Array.isArray(value[key]))
  );
}

/** A Law of the original system: chapters, sections, articles and their lists, in its newer or older keys. No text of a list is lost. */
export function draftOriginalStatute(value: JsonObject): StatuteDraft {
  const fields = new FieldReader(value, 'the statute itself');
  const title = (fields.text('law_name') ?? '').replace(/^法規名稱\s*[：:]\s*/, '').trim();
  const found: Found = { entries: [], remarks: [...fields.remarks] };
  collect(value, found, '');
  return { title, level: 'unknown', abolished: false, ...found };
}

function collect(container: JsonObject, found: Found, inside: string): void {
  listOf(container['articles']).forEach((article, index) =>
    readArticle(article, `${inside}article ${index + 1}`, found),
  );
  for (const { list, heading, rank } of containers) {
    listOf(container[list]).forEach((child, index) => {
      const place = `${inside}${heading} ${index + 1}`;
      if (!isJsonObject(child)) return void found.remarks.push(unreadable(place, place, child));
      const text = child[heading];
      if (typeof text === 'string' && isHeading(text)) found.entries.push({ heading: text, rank });
      collect(child, found, `${place}, `);
    });
  }
}

function isHeading(text: string): boolean {
  return text.trim() !== '' && !unclassified.test(text.trim());
}

function readArticle(article: unknown, place: string, { entries, remarks }: Found): void {
  if (!isJsonObject(article)) return void remarks.push(unreadable(place, place, article));
  const label = typeof article['article'] === 'string' ? article['article'].trim() : '';
  const lines = articleLines(article, label || place);
  if ('code' in lines) remarks.push(lines);
  else entries.push({ label, content: lines.join('\n') });
}
