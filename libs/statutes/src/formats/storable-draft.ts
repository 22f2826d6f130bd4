import { countUnstorable, storableText } from '@lexhop/foundation';
import type { DraftEntry, Remark, StatuteDraft } from './statute-draft.js';

/** A draft whose every text can be stored: what can't be is replaced by U+FFFD, with a remark for each field and article that had some. */
export function storableDraft(draft: StatuteDraft): StatuteDraft {
  const remarks: Remark[] = [];
  const repair = (place: string, text: string) => {
    const count = countUnstorable(text);
    if (count > 0) remarks.push(remarkOf(storableText(place), count));
    return storableText(text);
  };
  const { entries, remarks: before, ...fields } = draft;
  const repaired = Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, typeof value === 'string' ? repair(field, value) : value]),
  ) as typeof fields;
  const entryOf = (entry: DraftEntry): DraftEntry => {
    if ('heading' in entry) return { ...entry, heading: repair(entry.heading, entry.heading) };
    return { label: repair(entry.label, entry.label), content: repair(entry.label, entry.content) };
  };
  const inEntries = entries.map(entryOf);
  return remarks.length === 0 ? draft : { ...repaired, entries: inEntries, remarks: [...before, ...remarks] };
}

function remarkOf(place: string, count: number): Remark {
  const characters =
    count === 1 ? '1 character that can not be stored was' : `${count} characters that can not be stored were`;
  return {
    code: 'characters-replaced',
    place,
    sentence: `${characters} replaced by U+FFFD: U+0000, or half of a surrogate pair.`,
  };
}
