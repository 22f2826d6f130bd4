import { fold } from './name-trie.js';
import { namesOf, type StatuteTitle } from './statute-titles.js';

/**
 * Chooses, of many titles, those that texts may name: none that one of them names is left out, and few others are kept.
 * A matcher over these reads the same citations in the texts as one over all titles, and is made in a small part of its time.
 */
export function titlesNear(texts: Iterable<string>): (title: StatuteTitle) => boolean {
  const pairs = new Set<number>();
  for (const text of texts) for (const pair of pairsOf(text)) pairs.add(pair);
  return ({ title }) => namesOf(title).some((name) => isNear(name, pairs));
}

/** Where a definition stands inside a title, or a short name goes on as its title does, one pair of letters is not in the text. */
const mostMissing = 1;

function isNear(name: string, pairs: ReadonlySet<number>): boolean {
  let missing = 0;
  for (const pair of pairsOf(name)) {
    if (!pairs.has(pair)) missing += 1;
    if (missing > mostMissing) return false;
  }
  return true;
}

/** Each two neighbouring UTF-16 units as one number; 台 is read as 臺. */
function* pairsOf(text: string): Generator<number> {
  for (let index = 1; index < text.length; index++) {
    yield fold(text.charCodeAt(index - 1)) * 0x1_0000 + fold(text.charCodeAt(index));
  }
}
