/** U+0000, and halves of surrogate pairs that stand alone: JSON can say them, UTF-8 or a database can't hold them. */
const unstorable = /[\0\p{Surrogate}]/u;
const allUnstorable = new RegExp(unstorable, 'gu');

/** What a text is called that holds such characters, for sentences of errors and warnings. */
export const unstorableWords = 'U+0000 or half of a surrogate pair, which can not be stored';

/** Whether every character of a text can be stored. */
export function isStorable(text: string): boolean {
  return !unstorable.test(text);
}

/** The text with each character that can't be stored replaced by U+FFFD; the length stays. */
export function storableText(text: string): string {
  return isStorable(text) ? text : text.replaceAll(allUnstorable, '\ufffd');
}

/** How many characters of a text can't be stored. */
export function countUnstorable(text: string): number {
  return isStorable(text) ? 0 : [...text.matchAll(allUnstorable)].length;
}

/** Whether every text in a JSON value, keys too, can be stored. */
export function holdsOnlyStorable(value: unknown): boolean {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string') {
      if (!isStorable(next)) return false;
    } else if (typeof next === 'object' && next !== null) {
      for (const [key, inside] of Object.entries(next)) waiting.push(key, inside);
    }
  }
  return true;
}
