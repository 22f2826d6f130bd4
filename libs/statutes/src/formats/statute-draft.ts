import { countUnstorable, storableText } from '@lexhop/foundation';
import type { Statute } from '../statute.js';
import { foldCharacters } from '../text/characters.js';

/** Something in a readable file that was left out or set right. */
export interface StatuteWarning {
  readonly file: string;
  /** The title of the statute, where one is known. */
  readonly statute?: string;
  /** Where in the file or statute, for people: `第 3 條`, `entry 12`, `line 7`. */
  readonly place: string;
  readonly code: StatuteWarningCode;
  /** What was found and what was done about it. */
  readonly sentence: string;
}

type StatuteWarningCode =
  | 'annex-left-out'
  | 'article-number-missing'
  | 'article-number-repeated'
  | 'article-not-opened'
  | 'article-not-text'
  | 'article-empty'
  | 'article-too-long'
  | 'articles-counted-anew'
  | 'characters-folded'
  | 'characters-replaced'
  | 'encoding-not-utf-8'
  | 'field-not-readable'
  | 'file-broken'
  | 'file-left-out'
  | 'name-too-long'
  | 'numbers-not-in-text'
  | 'page-numbers-left-out'
  | 'title-missing'
  | 'statute-not-readable'
  | 'statute-outdated'
  | 'statute-without-articles'
  | 'statute-repeated';

/** What a reader gives out while it reads, in the order of the file. */
export type StatuteReadEvent =
  | { readonly kind: 'statute'; readonly statute: Statute }
  | { readonly kind: 'warning'; readonly warning: StatuteWarning };

/** A statute as a format's reader found it: fields as they stand, entries in the file's order. */
export interface StatuteDraft {
  readonly title: string;
  readonly englishTitle?: string;
  readonly level: Statute['level'];
  readonly url?: string;
  readonly category?: string;
  readonly modifiedOn?: string;
  readonly abolished: boolean;
  readonly foreword?: string;
  readonly entries: readonly DraftEntry[];
  readonly remarks: readonly Remark[];
}

/** A heading, or an article with its text as the file breaks it into lines. */
export type DraftEntry = DraftHeading | DraftArticle;

interface DraftHeading {
  readonly heading: string;
  /** 1 is outermost; by the heading's own words (編, 章, 節) where it is not given. */
  readonly rank?: number;
}

export interface DraftArticle {
  /** As in the file: `第 10-1 條`, `第十條之一`, `5`. */
  readonly label: string;
  readonly content: string;
}

/** A warning without its file and statute. */
export interface Remark {
  readonly code: StatuteWarningCode;
  readonly place: string;
  readonly sentence: string;
}

type Optional<Fields> = {
  readonly [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined>;
};

/** The fields that have a value, so that an absent field has no key. */
export function withoutUndefined<Fields extends Readonly<Record<string, unknown>>>(fields: Fields): Optional<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Optional<Fields>;
}

/**
 * A draft whose every text can be stored and recognised: look-alikes of common characters are folded and what takes no room is dropped, with
 * one remark for the statute; what can't be stored is replaced by U+FFFD, with a remark for each field and article that had some.
 */
export function cleanDraft(draft: StatuteDraft): StatuteDraft {
  const cleaning = new Cleaning();
  const { entries, remarks, ...fields } = draft;
  const cleaned = Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [
      field,
      typeof value === 'string' ? cleaning.text(field, value) : value,
    ]),
  ) as typeof fields;
  const entryOf = (entry: DraftEntry): DraftEntry => {
    if ('heading' in entry) return { ...entry, heading: cleaning.text(entry.heading, entry.heading) };
    return { label: cleaning.text(entry.label, entry.label), content: cleaning.text(entry.label, entry.content) };
  };
  const inEntries = entries.map(entryOf);
  const found = cleaning.remarks;
  return found.length === 0 ? draft : { ...cleaned, entries: inEntries, remarks: [...remarks, ...found] };
}

/** Cleans texts and notes what it did. */
class Cleaning {
  readonly #replaced: Remark[] = [];
  #folded = 0;
  #firstFolded = '';

  /** @param place where the text stands, for the remarks. */
  text(place: string, given: string): string {
    const { text, count } = foldCharacters(given);
    if (count > 0 && this.#folded === 0) this.#firstFolded = place;
    this.#folded += count;
    const unstorable = countUnstorable(text);
    if (unstorable === 0) return text;
    this.#replaced.push(replacedRemark(storableText(place), unstorable));
    return storableText(text);
  }

  get remarks(): readonly Remark[] {
    if (this.#folded === 0) return this.#replaced;
    return [foldedRemark(storableText(foldCharacters(this.#firstFolded).text), this.#folded), ...this.#replaced];
  }
}

/** The warning for characters that were folded, the first of them at this place. */
export function foldedRemark(place: string, count: number): Remark {
  const characters = count === 1 ? '1 character was' : `${count} characters were`;
  return {
    code: 'characters-folded',
    place,
    sentence: `${characters} read as the common one that they look like (radicals, compatibility forms), or dropped because they take no room (soft hyphens, zero-width characters).`,
  };
}

function replacedRemark(place: string, count: number): Remark {
  const characters =
    count === 1 ? '1 character that can not be stored was' : `${count} characters that can not be stored were`;
  return {
    code: 'characters-replaced',
    place,
    sentence: `${characters} replaced by U+FFFD: U+0000, or half of a surrogate pair.`,
  };
}
