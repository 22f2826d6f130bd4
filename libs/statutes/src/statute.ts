import { createHash } from 'node:crypto';

/** Languages that a statute's text is told apart by; `other` is any that is read and not known. */
export const statuteLanguages = ['zh-Hant', 'zh-Hans', 'ja', 'en', 'de', 'fr', 'other'] as const;
export type StatuteLanguage = (typeof statuteLanguages)[number];

/** One law or order, as read from a file, with all its articles in numeric order. */
export interface Statute {
  /** The ministry's pcode (`J0070017`), with what tells an English text or a former version; for files without one, an id derived from the title: see `statuteId`. */
  readonly id: string;
  readonly title: string;
  readonly englishTitle?: string;
  /** 憲法, 法律, 命令; `unknown` where the file does not say. */
  readonly level: 'constitution' | 'law' | 'order' | 'unknown';
  readonly language: StatuteLanguage;
  /** http or https; what a file says instead is left out. */
  readonly url?: string;
  readonly category?: string;
  /** ISO date, `2022-06-15`. */
  readonly modifiedOn?: string;
  /** Set aside as a whole (廢止): `LawAbandonNote` is 廢; or a former version, which a later one has replaced. */
  readonly abolished: boolean;
  readonly foreword?: string;
  readonly articles: readonly Article[];
}

/** The unit of a statute (條). */
export interface Article {
  /** `1`, `10-1`: Arabic digits, sub-numbers joined by a hyphen. */
  readonly number: string;
  /** The headings it stands under, outermost first: `第 三 章 著作人及著作權`, `第 一 節 通則`. */
  readonly headingPath: readonly string[];
  /**
   * The whole text, one line for each paragraph, list entry or table row; lines that a page width had broken are joined.
   * A line that stands under the list entry above it begins with one ideographic blank (U+3000). `paragraphsOf` reads it again.
   */
  readonly text: string;
  readonly paragraphs: readonly Paragraph[];
  /** Its text is only （刪除） or its like. */
  readonly repealed: boolean;
}

/** A paragraph (項) with its lists; `text` holds everything, subparagraphs and items included. */
export interface Paragraph {
  /** 1-based. */
  readonly number: number;
  readonly text: string;
  readonly subparagraphs: readonly Subparagraph[];
}

/** A subparagraph (款, 一、) with its items (目, （一）); labels without punctuation (`一`, `1`), texts with their labels and all that stands below them. */
export interface Subparagraph {
  readonly label: string;
  readonly text: string;
  readonly items: readonly { readonly label: string; readonly text: string }[];
}

const pcodePattern = /[?&]pcode=([A-Za-z][A-Za-z0-9]{4,15})\b/i;
/** The ministry's address of a former version: the day it was passed, and which of that day's. */
const versionPattern = /[?&](?:amp;)?lnndate=(\d{8})(?:&(?:amp;)?lser=(\d{1,3}))?/i;

/** Whether an address is the ministry's of a version that a later one has replaced (`HisMingLing.xml`, `LawOldVer.aspx`). */
export function isFormerVersion(url: string | undefined): boolean {
  return url !== undefined && versionPattern.test(url);
}

/**
 * A statute's id: the ministry's pcode from its URL (`J0070017`); without one, `T` and twelve hexadecimal digits of the
 * SHA-256 of its title (NFKC, lower case, without blanks), so that the same title always has the same id.
 *
 * The ministry gives a translation and the former versions of a statute its pcode. A former version therefore goes on with its day
 * (`H0170012.20050101-1`), a statute read in English with `.en` (`J0070017.en`): all can live in one graph, and none overwrites another.
 */
export function statuteId(statute: {
  readonly url?: string;
  readonly title: string;
  readonly language: StatuteLanguage;
}): string {
  const id = pcodePattern.exec(statute.url ?? '')?.[1]?.toUpperCase() ?? titleId(statute.title);
  const [, day, ofDay] = versionPattern.exec(statute.url ?? '') ?? [];
  const version = day === undefined ? '' : `.${day}${ofDay === undefined ? '' : `-${Number(ofDay)}`}`;
  return `${id}${version}${statute.language === 'en' ? '.en' : ''}`;
}

function titleId(title: string): string {
  const normalised = title.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  return `T${createHash('sha256').update(normalised).digest('hex').slice(0, 12)}`;
}
