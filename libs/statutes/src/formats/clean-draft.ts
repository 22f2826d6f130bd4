import { countUnstorable, storableText } from '@lexhop/foundation';
import { foldCharacters } from '../text/characters.js';
import type { DraftEntry, Remark, StatuteDraft } from './statute-draft.js';

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
