import { chineseNumeral, romanNumeral } from '../article-number.js';

/** How a list line begins: `一、`, `（一）`, `1.`, `(a)` and so on. */
export interface ListMarker {
  /** Lines of one list have one style. */
  readonly style: string;
  /** The label without its punctuation: `一`, `1`, `甲`, `a`. */
  readonly label: string;
  /** 1-based; undefined where the label has no place in an order. */
  readonly ordinal: number | undefined;
  /** Characters that the marker takes at the beginning of the line, punctuation included. */
  readonly length: number;
}

interface MarkerStyle {
  readonly style: string;
  readonly pattern: RegExp;
  /** Looks like other things too (a name, a number, a formula's symbol): counts only as part of a sequence. */
  readonly weak: boolean;
}

const han = '[〇○零一二三四五六七八九十百廿卅]';
const stems = '甲乙丙丁戊己庚辛壬癸';

const markerStyles: readonly MarkerStyle[] = [
  { style: '一、', pattern: new RegExp(`^(${han}+)、`), weak: false },
  { style: '（一）', pattern: new RegExp(`^[（(]\\s*(${han}(?:\\s*${han})*)\\s*[)）]`), weak: false },
  { style: '（1）', pattern: /^[（(]\s*([0-9０-９]{1,3})\s*[)）]/, weak: false },
  { style: '1.', pattern: /^([0-9０-９]{1,3})(?:[.．](?![0-9０-９])|、)/, weak: false },
  { style: '①', pattern: /^([①-⑳⑴-⒇⒈-⒛])/, weak: false },
  { style: '(i)', pattern: /^[（(]([ivx]{1,5})[)）]/, weak: true },
  { style: '(a)', pattern: /^[（(]([a-z])[)）]/, weak: true },
  { style: '(A)', pattern: /^[（(]([A-Z])[)）]/, weak: true },
  { style: '（甲）', pattern: new RegExp(`^[（(]([${stems}])[)）]`), weak: true },
  { style: '一 ', pattern: new RegExp(`^(${han}+)[ \\u3000]`), weak: true },
  { style: '一：', pattern: new RegExp(`^(${han}+)[：:]`), weak: true },
  { style: '1 ', pattern: /^([0-9０-９]{1,3})[ \u3000]/, weak: true },
  { style: '甲、', pattern: new RegExp(`^([${stems}])(?:、|[ \\u3000])`), weak: true },
  { style: '壹、', pattern: /^([壹貳參肆伍陸柒捌玖拾]+)(?:、|[ \u3000])/, weak: true },
  { style: 'a.', pattern: /^([a-z])[.．](?!\w)/, weak: true },
  { style: 'A.', pattern: /^([A-Z])(?:[.．](?!\w)|[ \u3000])/, weak: true },
];

const firstCharacter =
  /^[（(〇○零一二三四五六七八九十百廿卅0-9０-９①-⑳⑴-⒇⒈-⒛a-zA-Z甲乙丙丁戊己庚辛壬癸壹貳參肆伍陸柒捌玖拾]/;

type Candidate = ListMarker & { readonly weak: boolean };
const none: readonly Candidate[] = [];

/** What the beginning of a line can be: one strong marker, or weak ones to choose from. */
function candidates(line: string): readonly Candidate[] {
  if (!firstCharacter.test(line)) return none;
  const found: Candidate[] = [];
  for (const { style, pattern, weak } of markerStyles) {
    const match = pattern.exec(line);
    const label = match?.[1]?.replace(/\s+/g, '');
    if (match === null || label === undefined) continue;
    const ordinal = style === '(i)' ? romanNumeral(label) : ordinalOf(label);
    found.push({ style, label, ordinal, length: match[0].length, weak });
    if (!weak) break;
  }
  return found;
}

function ordinalOf(label: string): number | undefined {
  const number = chineseNumeral(label.normalize('NFKC').replace(/[().]/g, ''));
  if (number !== undefined) return number;
  const stem = stems.indexOf(label);
  if (stem >= 0) return stem + 1;
  return (label.toLowerCase().codePointAt(0) ?? 0) - 96;
}

/**
 * The list markers of an article's lines, in order; undefined for a line that is none.
 *
 * A weak marker (`A `, `1 `, `甲、`) counts only where it begins a sequence that goes on in a later line, or goes on with one:
 * in 「甲、乙種類型服務處」 and 「A 類機艙空間」 the same characters are no list.
 */
export function listMarkers(lines: readonly string[]): readonly (ListMarker | undefined)[] {
  const read = lines.map((line) => candidates(line.trimStart()));
  const firstAt = new Map<string, number>();
  const lastAt = new Map<string, number>();
  read.forEach((found, index) => {
    for (const { style, ordinal } of found) {
      const key = `${style}${ordinal}`;
      if (!firstAt.has(key)) firstAt.set(key, index);
      lastAt.set(key, index);
    }
  });
  const inSequence = (style: string, ordinal: number, index: number) =>
    (ordinal === 1 && (lastAt.get(`${style}2`) ?? -1) > index) ||
    (firstAt.get(`${style}${ordinal - 1}`) ?? index) < index;
  return read.map((found, index) =>
    found.find(({ weak, style, ordinal }) => !weak || (ordinal !== undefined && inSequence(style, ordinal, index))),
  );
}
