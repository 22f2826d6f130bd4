const run = /\p{Script=Han}+|\p{Nd}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+/gu;
const han = /^\p{Script=Han}/u;

/**
 * The terms of a text, in order, repeated as they occur: single Han characters and overlapping Han bigrams,
 * lower-cased words of other letters, runs of digits (hoprag.md §6). Full-width forms count as their usual ones.
 */
export function termsOf(text: string): readonly string[] {
  const terms: string[] = [];
  for (const [word] of text.normalize('NFKC').matchAll(run)) {
    if (han.test(word)) pushHanTerms(word, terms);
    else terms.push(word.toLowerCase());
  }
  return terms;
}

function pushHanTerms(word: string, terms: string[]): void {
  let previous = '';
  for (const character of word) {
    terms.push(character);
    if (previous !== '') terms.push(previous + character);
    previous = character;
  }
}
