/** A line of an article's text: which 項, 款 and 目 it belongs to. */
export interface ProvisionLine {
  /** Where it begins in the text, in UTF-16 units. */
  readonly start: number;
  /** Without the blank by which a text marks a line that goes on with the one above. */
  readonly text: string;
  /** Numbers of its 項, 款 and 目, outermost first: `[1, 2]` is 第一項第二款. */
  readonly place: readonly number[];
  /** Whether the place begins here; further lines of it have none of their own. */
  readonly isFirst: boolean;
}

const listStyles: readonly RegExp[] = [
  /^[〇○零一二三四五六七八九十百廿卅]+、/,
  /^[（(]\s*[〇○零一二三四五六七八九十百廿卅\s]+\s*[)）]/,
  /^[（(]\s*[0-9０-９]{1,3}\s*[)）]/,
  /^[0-9０-９]{1,3}(?:[.．](?![0-9０-９])|、)/,
  /^[①-⑳⑴-⒇]/,
  /^[（(][a-z][)）]/,
];
const goesOn = '\u3000';
const introduces = /[：︰:]$/;
const closed = /[。！？!?.;；][」』”"’')）]*(?:（[^（）]*）|\([^()]*\))?$/;
const beginsParagraph = /^(?:前[項二三四五六七八九十]|第[一二三四五六七八九十]+項|本條|本法|依前|有前)/;

/** Where the line above left off. */
interface Above {
  readonly line: string;
  readonly place: readonly number[];
  /** The styles of the lists that are open, outermost first. */
  readonly styles: readonly number[];
}

/**
 * An article's lines with their places, as a statute numbers them: the first style of list in a paragraph (項) makes
 * subparagraphs (款), the second items (目); deeper lists stay lines of their item.
 */
export function provisionsOf(text: string): readonly ProvisionLine[] {
  let above: Above = { line: '', place: [], styles: [] };
  let start = 0;
  return text.split('\n').map((line) => {
    const here = follow(above, line);
    const indent = line.startsWith(goesOn) ? 1 : 0;
    const isFirst = here !== above && here.styles.length < 3;
    const found = { start: start + indent, text: line.slice(indent), place: here.place, isFirst };
    start += line.length + 1;
    above = { ...here, line };
    return found;
  });
}

/** Where a line is: what is above it, unchanged, where it goes on with that. */
function follow(above: Above, line: string): Above {
  const style = line.startsWith(goesOn) ? -1 : listStyles.findIndex((pattern) => pattern.test(line.trimStart()));
  const { place, styles } = above;
  if (style < 0 || place.length === 0) {
    return goesOnWith(above, line) ? above : { line, place: [(place[0] ?? 0) + 1], styles: [] };
  }
  const depth = styles.includes(style) ? styles.indexOf(style) : styles.length;
  const open = [...styles.slice(0, depth), style];
  if (depth > 1) return { line, place, styles: open };
  return { line, place: [...place.slice(0, depth + 1), (place[depth + 1] ?? 0) + 1], styles: open };
}

/** Whether a line that is no list entry goes on with the paragraph above it. */
function goesOnWith({ line: above, place, styles }: Above, line: string): boolean {
  if (place.length === 0) return false;
  if (line.startsWith(goesOn)) return true;
  if (beginsParagraph.test(line)) return false;
  return introduces.test(above) || (styles.length === 0 && !closed.test(above));
}

const digits = '零一二三四五六七八九';

/** 十九 is 19, 二百零三 is 203, 5 is 5; undefined for anything else. */
export function numberOf(numeral: string): number | undefined {
  if (/^\d+$/.test(numeral)) return Number(numeral);
  const parts = /^(?:(.?)百)?[零〇]?(?:(.?)十)?(.?)$/.exec(numeral);
  if (!parts || !/^[零〇一二三四五六七八九十百]+$/.test(numeral)) return undefined;
  const [, hundreds, tens, ones = ''] = parts;
  return 100 * digitOf(hundreds) + 10 * digitOf(tens) + (ones === '' ? 0 : digitOf(ones));
}

/** Before 百 or 十 no digit is one: 十九. */
function digitOf(digit: string | undefined): number {
  if (digit === undefined) return 0;
  return digit === '' ? 1 : Math.max(0, digits.indexOf(digit));
}

/** The 款 and 目 that a citation's words name beyond the article and paragraph of its target: `[2]` of 第三條第一項第二款. */
export function finerPlaceOf(words: string): readonly number[] {
  const subparagraph = numberOf(/第([^第條項款目]+)款/.exec(words)?.[1] ?? '');
  const item = numberOf(/第([^第條項款目]+)目/.exec(words)?.[1] ?? '');
  if (subparagraph === undefined) return [];
  return item === undefined ? [subparagraph] : [subparagraph, item];
}
