const run = /\p{Script=Han}+|\p{Nd}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+/gu;
const singleHan = /^\p{Script=Han}$/u;

/**
 * What a full-text index is asked for the words of a text: any of its letters and digits, and nothing that the index's query
 * language could take for more; undefined for a text without any.
 *
 * The index knows runs of Chinese by their bigrams. Of a text of single characters only, which has none, every word is found that
 * holds one of them.
 */
export function fullTextQuery(text: string): string | undefined {
  const words = [...new Set(Array.from(text.normalize('NFKC').matchAll(run), ([word]) => word.toLowerCase()))];
  if (words.length === 0) return undefined;
  const areSingle = words.every((word) => singleHan.test(word));
  return words.map((word) => (areSingle ? `*${word}*` : word)).join(' ');
}
