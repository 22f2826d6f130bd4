import {
  chineseNumeral,
  guessedRange,
  looseNumeral,
  numeralCharacters,
  parseArticleNumber,
} from '../article-number.js';
import { headingRanks, koreanLabel, type Numbering, numberingStyles, numberPattern } from '../numbering-styles.js';
import { deletedInHan, deletedInLatin } from '../text/repealed.js';

/** A line of a plain text or Markdown file. */
export interface FileLine {
  /** Trimmed, without the signs of a Markdown heading or bold type at its beginning. */
  readonly text: string;
  /** Number of # signs; 0 for a line that is no Markdown heading. */
  readonly depth: number;
  /** Its beginning is set in bold. */
  readonly bold: boolean;
  readonly raw: string;
}

/** A line that begins like an article. */
export interface ArticleLine {
  readonly numbering: Numbering;
  /** The articles it names: several only where the line says no more than that they are deleted. */
  readonly numbers: readonly string[];
  readonly label: string;
  /** What follows the label on its line. */
  readonly rest: string;
  /** A label alone on its line or before a name in brackets, one that a blank or colon sets apart from text, one with text right behind it. */
  readonly form: 'alone' | 'apart' | 'attached';
  readonly digits: boolean;
  /** Set off by the signs of Markdown. */
  readonly marked: boolean;
}

/** A heading as its line has it; by its words, or by its depth in Markdown. */
export interface HeadingLine {
  readonly heading: string;
  readonly rank?: number;
}

const hyphen = '\\s*[-－﹣‐-―−]\\s*';
const subNumber = `\\s*[之の]\\s*${numeralCharacters}+`;
const chineseLabel = `第\\s*${looseNumeral}(?:${hyphen}[0-9０-９]+)*(?:${subNumber})*\\s*[條条](?:${subNumber})*`;
const romanNumber = '(?=[IVXLC]{2,}|[IVX])[IVXLC]+(?![\\p{L}\\d])\\.?';
/** Only articles are numbered in words, by codes and in Roman numerals. */
const articlesOwn = ['premier', '1er', '(?:[LRDA]\\.?\\s?\\*?\\s?)?NUMBER', romanNumber].join('|');
const labels: readonly (readonly [Numbering, RegExp])[] = [
  ['條', new RegExp(`^${chineseLabel}`)],
  ['조', new RegExp(`^${koreanLabel}`)],
  ...numberingStyles.map((style): readonly [Numbering, RegExp] => {
    const number = style.numbering === 'Article' ? articlesOwn : 'NUMBER';
    return [
      style.numbering,
      new RegExp(`^(?:${style.words})\\s*(?:${number.replace('NUMBER', numberPattern(style))})`, 'iu'),
    ];
  }),
];
/** One of a list of articles: 第二條, or 第 2 and 3 條 where the list says 第 and 條 once. */
const listed = `(?:第\\s*)?${looseNumeral}(?:${hyphen}[0-9０-９]+)*(?:${subNumber})*\\s*(?:[條条](?:${subNumber})*)?`;
const throughInHan = `至|から|[~～]|(?<=[條条])${hyphen}(?=第)`;
const throughInLatin = 'bis|to|through|à|al?|[–~-]';

interface DeletedList {
  readonly numbering: Numbering;
  /** The list, and behind it the word. */
  readonly whole: RegExp;
  /** Each number in it, behind what makes a range of it and the one before. */
  readonly named: RegExp;
}

const deletedLists: readonly DeletedList[] = [
  {
    numbering: '條',
    whole: new RegExp(
      `^(?=第[^（(]*[條条])(${listed}(?:\\s*(?:[、，與和及]|及び|${throughInHan})\\s*${listed})+)(?:まで)?\\s*[（(【]?\\s*(?:均?已?(?:${deletedInHan}))\\s*[)）】]?。?$`,
    ),
    named: new RegExp(`(${throughInHan})?\\s*(${listed})`, 'g'),
  },
  ...numberingStyles.map(({ numbering, words }): DeletedList => {
    const word = `(?:${words}|arts\\.|sections)`;
    const number = numberPattern({ ordinal: '' });
    const more = `(?:,?\\s*and|,|und|u\\.|et|[ey]|${throughInLatin})\\s*${word}?`;
    return {
      numbering,
      whole: new RegExp(
        `^(${word}\\s*${number}(?:\\s*${more}\\s*${number})+)\\s*[([]?\\s*(?:${deletedInLatin})\\s*[)\\]]?\\.?$`,
        'iu',
      ),
      named: new RegExp(`(?:(${throughInLatin})\\s*)?${word}?\\s*(${number})`, 'giu'),
    };
  }),
];
const chineseHeading = new RegExp(
  `^第\\s*(${looseNumeral})\\s*([編编章節节款目])(?:\\s*[之の]\\s*${looseNumeral})?(?=[\\s（(]|$|\\p{Script=Han})`,
  'u',
);
const westernHeading = new RegExp(`^(?:${headingRanks.join('|')})\\s+(?:[IVXLC]+|\\d+)(?:-\\d+)?(?![\\p{L}\\d])`, 'iu');
const koreanHeading = /^제\s*\d+\s*[편장절관](?:\s|$)/;
const finished = /[。：︰！？.:;]["」』”"）)]*$/;
const inBrackets = /^[（(【〔].*[)）】〕]$/;
/** After 「第五條」 these go on with a sentence that cites it. */
const citesOn = /^(?:[、，。；及或至之與和第所各前後但]|規定|规定|情形|準用|准用)/;
/** The same behind a blank; an article's own text may begin with 「第三條」 but not with 「第二項」. */
const citesOnApart =
  /^(?:[、，。；之]|[及或至]\s*[第前同本]|(?:規定|规定)(?:[，、。者辦办]|$)|第\s*[^\s第條条]{1,4}\s*[項项款目])/;
/** 「Article 5 shall apply」, 「§ 5 Abs. 2」: a name or the text of an article begins with a capital letter, a digit or a sign. */
const citesOnWestern = /^(?:[,;]|\p{Ll}|Abs\.|Absatz|Satz|Nr\.|Nummer|Paragraph \d)/u;
/** 「제5조 및 제6조에 따라」; a title in brackets or a blank stands between an article's number and its text. */
const opensKorean = /^\s*[(（]|^\s/;
const citesOnKorean = /^(?:제\s*\d+\s*[항호목]|(?:및|또는|내지|부터|까지|의|에|을|를|과|와|이|가|은|는)(?:\s|$))/;
const longestHeading = 60;
const longestLabel = 200;

/** A line without the signs of Markdown. */
export function readFileLine(raw: string): FileLine {
  const depth = /^\s{0,3}(#{1,6})\s/.exec(raw)?.[1]?.length ?? 0;
  const text = (depth === 0 ? raw : withoutSigns(raw)).trim();
  const bold = /^(?:\*\*|__)./.test(text);
  return { text: bold ? text.replace(/^(\*\*|__)(.+?)\1/, '$2') : text, depth, bold, raw };
}

/** `## 總則 ##` as 總則; by hand, because a pattern for both ends takes quadratic time on a long line. */
function withoutSigns(raw: string): string {
  const text = raw.trim();
  let [start, end] = [0, text.length];
  while (text[start] === '#') start++;
  while (end > start && text[end - 1] === '#') end--;
  return text.slice(start, end);
}

const labelAtStart = new RegExp(`^\\s*${chineseLabel}`);
const labelWithin = new RegExp(`(?:\\t|(?<=[。！？]|[刪删]除[）)])[ \\u3000、]*)(?=${chineseLabel}[\\s:：（(【])`);

/** The lines that one line holds: a table's row and a text pasted without its line breaks hold several articles, one out of Word breaks at vertical tabs. */
export function linesIn(raw: string): readonly string[] {
  return raw.split('\v').flatMap((line) => (labelAtStart.test(line) ? line.split(labelWithin) : [line]));
}

/** Whether a line ends what it says, so that the next begins anew. */
export function endsLine(text: string): boolean {
  return finished.test(text.slice(-8)) || (text.length < longestHeading && inBrackets.test(text));
}

const behindChineseLabel = /^\s*[:：]?\s*/;
const behindLabel = /^\s*(?::|\.?[-–—]+(?=\s|\p{Lu}|[(¿¡«“"]|$))?\s*/u;

/** The line as an article's first, if it begins like one; undefined for any other and for a sentence that begins with a citation. */
export function articleLine({ text, depth, bold }: FileLine): ArticleLine | undefined {
  const start = text.slice(0, longestLabel);
  const marked = depth > 0 || bold;
  const deleted = deletedArticles(text);
  if (deleted) return { ...deleted, label: text, form: 'alone', digits: /[0-9０-９]/.test(text), marked };
  for (const [numbering, pattern] of labels) {
    const label = pattern.exec(start)?.[0];
    const number = label === undefined ? undefined : parseArticleNumber(label);
    if (label === undefined || number === undefined) continue;
    const digits = /[0-9０-９]/.test(label);
    const after = text.slice(label.length);
    const form = formOf(numbering, after, marked);
    const rest = after.replace(numbering === '條' ? behindChineseLabel : behindLabel, '');
    return form === undefined ? undefined : { numbering, numbers: [number], label, rest, form, digits, marked };
  }
  return undefined;
}

function formOf(numbering: Numbering, after: string, marked: boolean): ArticleLine['form'] | undefined {
  const rest = after.trim();
  if (rest === '' || /^[（(【].*[】)）]$/.test(rest) || marked) return 'alone';
  if (numbering === '條') return chineseFormOf(after, rest);
  const cites = numbering === '조' ? !opensKorean.test(after) || citesOnKorean.test(rest) : citesOnWestern.test(rest);
  return cites ? undefined : 'apart';
}

function chineseFormOf(after: string, rest: string): ArticleLine['form'] | undefined {
  if (/^[\s:：（(【]/.test(after)) return citesOnApart.test(rest) ? undefined : 'apart';
  return citesOn.test(after) || !/^\p{Script=Han}/u.test(after) ? undefined : 'attached';
}

/** 「第二條、第三條（刪除）」, 「第 2 至 5 條（刪除）」 and 「§§ 4 und 5 (weggefallen)」: the articles that are no more, and the word that says it. */
function deletedArticles(text: string): Pick<ArticleLine, 'numbering' | 'numbers' | 'rest'> | undefined {
  if (text.length > longestLabel) return undefined;
  for (const { numbering, whole, named } of deletedLists) {
    const list = whole.exec(text)?.[1];
    const numbers = list === undefined ? [] : numbersOf(list, named);
    const rest = numbering === '條' ? '（刪除）' : `(${/(\p{L}+)[)\]]?\.?$/u.exec(text)?.[1] ?? 'deleted'})`;
    if (numbers.length > 1) return { numbering, numbers, rest };
  }
  return undefined;
}

/** The numbers of a list and those in its ranges; none where one of them is no article's. */
function numbersOf(list: string, named: RegExp): readonly string[] {
  const numbers: string[] = [];
  for (const [, through, label = ''] of list.matchAll(named)) {
    const number = parseArticleNumber(label);
    const last = numbers.at(-1);
    if (number === undefined) return [];
    numbers.push(...(through !== undefined && last !== undefined ? guessedRange(last, number).slice(1) : [number]));
  }
  return numbers;
}

const headingKinds = ['編', '章', '節', '款', '目'];

/** Finds the headings of a text, given its lines from the top. */
export class HeadingFinder {
  /** The numbers that the headings of each kind have come to. */
  readonly #reached = new Map<string, number>();

  /** The line as a heading; `above` is the line of text just above it that may go on here, empty where there is none. */
  find(line: FileLine, above: string): HeadingLine | undefined {
    const { text, depth } = line;
    if (text === '' || text.length > longestHeading) return undefined;
    const cut = depth === 0 && above !== '' && !endsLine(above);
    const isWestern =
      (westernHeading.test(text) || koreanHeading.test(text)) && !/[.;,]$|\s\p{Ll}+\s.*\p{Ll}$/u.test(text);
    if (this.#isChinese(text, cut) || isWestern) return { heading: text };
    return depth > 0 ? { heading: text, rank: depth } : undefined;
  }

  /** 「第二章 通則」; below an unfinished line only where its number is next: not the 「第二款規定」 of a sentence that a line break cut. */
  #isChinese(text: string, cut: boolean): boolean {
    const found = chineseHeading.exec(text);
    if (found === null || /[，。；：]/.test(text)) return false;
    const { 0: words, 1: ordinal = '', 2: kind = '' } = found;
    const number = chineseNumeral(ordinal.normalize('NFKC').replace(/\s/g, '')) ?? 0;
    if (cut && (!this.#isNext(kind, number) || citesOn.test(text.slice(words.length).trim()))) return false;
    this.#reached.set(kind, number);
    // A chapter begins the count of its sections anew.
    for (const below of headingKinds.slice(headingKinds.indexOf(kind) + 1)) this.#reached.delete(below);
    return true;
  }

  #isNext(kind: string, number: number): boolean {
    return !'款目'.includes(kind) && number === (this.#reached.get(kind) ?? 0) + 1;
  }
}
