import { createHash } from 'node:crypto';

/** Languages a statute's text is read in. */
export type StatuteLanguage = 'zh-Hant' | 'zh-Hans' | 'en';

/** One law or order, as read from a file, with all its articles in numeric order. */
export interface Statute {
  /** The ministry's pcode (`J0070017`), with `.en` for an English text; for files without one, an id derived from the title: see `statuteId`. */
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
  /** Set aside as a whole (廢止): `LawAbandonNote` is 廢. */
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

/**
 * A statute's id: the ministry's pcode from its URL (`J0070017`); without one, `T` and twelve hexadecimal digits of the
 * SHA-256 of its title (NFKC, lower case, without blanks), so that the same title always has the same id.
 *
 * The ministry gives a translation the pcode of its original. A statute read in English therefore ends in `.en`
 * (`J0070017.en`): both can live in one graph, and neither overwrites the other.
 */
export function statuteId(statute: {
  readonly url?: string;
  readonly title: string;
  readonly language: StatuteLanguage;
}): string {
  const id = pcodePattern.exec(statute.url ?? '')?.[1]?.toUpperCase() ?? titleId(statute.title);
  return statute.language === 'en' ? `${id}.en` : id;
}

function titleId(title: string): string {
  const normalised = title.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  return `T${createHash('sha256').update(normalised).digest('hex').slice(0, 12)}`;
}
