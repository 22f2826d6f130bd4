import { FieldReader, isJsonObject, type JsonObject, listOf, unreadable } from './fields.js';
import type { DraftEntry, Remark, StatuteDraft } from './statute-draft.js';

/** One level of lists inside an article: the keys, newest first, under which the original system's versions keep it. */
interface ListLevel {
  readonly lists: readonly string[];
  readonly labels: readonly string[];
  /** A label as it stands before the text. */
  mark(label: string): string;
}

const hanNumeral = /^[〇零一二三四五六七八九十百]+$/;
const unmarked = () => '';
const commaMark = (label: string) => (hanNumeral.test(label) ? `${label}、` : numberMark(label));
const bracketMark = (label: string) => (hanNumeral.test(label) ? `（${label}）` : numberMark(label));
const numberMark = (label: string) => (/^[0-9]+$/.test(label) ? `${label}.` : label);

/** 項, 款, 目 and below. The older keys are copies of the newer ones in new files, so only the first list that holds something is read. */
const levels: readonly ListLevel[] = [
  { lists: ['paragraphs', 'items'], labels: ['paragraph', 'item'], mark: unmarked },
  { lists: ['subparagraphs', 'sub_items', 'items'], labels: ['subparagraph', 'sub_item', 'item'], mark: commaMark },
  { lists: ['items', 'sub_sub_items', 'sub_items'], labels: ['item', 'sub_sub_item', 'sub_item'], mark: bracketMark },
  { lists: ['items', 'sub_items', 'sub_sub_items'], labels: ['item', 'sub_item', 'sub_sub_item'], mark: numberMark },
];

/** The lines of an article of the original system: its content and those of its paragraphs, subparagraphs and items; or what can't be read in it. */
function articleLines(article: JsonObject, place: string): readonly string[] | Remark {
  const faults: Remark[] = [];
  const lines = linesOf(article, { depth: 0, mark: '', place, faults });
  return faults[0] ?? lines;
}

interface Reading {
  readonly depth: number;
  /** What stands before the provision's own text. */
  readonly mark: string;
  readonly place: string;
  readonly faults: Remark[];
}

function linesOf(provision: JsonObject, reading: Reading): readonly string[] {
  const content = provision['content'] ?? '';
  if (typeof content !== 'string') {
    reading.faults.push(unreadable(reading.place, 'A text in the article', content));
    return [];
  }
  const own = content.trim();
  const below = linesBelow(provision, reading);
  if (own === '') return reading.mark === '' ? below : [reading.mark, ...below];
  const first = startsWith(own, reading.mark) ? own : reading.mark + own;
  return holdsInOrder(own, below) ? [first] : [first, ...below];
}

function linesBelow(provision: JsonObject, { depth, place, faults }: Reading): readonly string[] {
  const level = levels[depth];
  const children = level?.lists.map((key) => listOf(provision[key])).find((list) => list.length > 0) ?? [];
  return children.flatMap((child) => {
    if (level !== undefined && isJsonObject(child)) {
      return linesOf(child, { depth: depth + 1, mark: level.mark(labelOf(child, level)), place, faults });
    }
    faults.push(unreadable(place, 'A list in the article holds what', child));
    return [];
  });
}

function labelOf(child: JsonObject, { labels }: ListLevel): string {
  const label = labels.map((key) => child[key]).find((value) => typeof value === 'string' || typeof value === 'number');
  return String(label ?? '').trim();
}

function startsWith(content: string, mark: string): boolean {
  return content.normalize('NFKC').startsWith(mark.normalize('NFKC'));
}

/** Whether a provision's own text holds all of the lists below it already, which are then copies of it. */
function holdsInOrder(own: string, below: readonly string[]): boolean {
  const whole = own.replace(/\s+/g, '');
  let from = 0;
  for (const line of below) {
    const text = line.replace(/\s+/g, '');
    const at = whole.indexOf(text, from);
    if (at < 0) return false;
    from = at + text.length;
  }
  return true;
}

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
