/** A part of a text, and whether the query says it. */
export interface TextPart {
  readonly start: number;
  readonly text: string;
  readonly isMatch: boolean;
}

const han = /\p{Script=Han}/u;
const word = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{Nd}])+/gu;

/**
 * Cuts a text where it says what the query says: runs of two Han characters or more that stand in both, and whole words of
 * other letters and numbers, whatever their case. A single Han character is too common to be pointed at.
 */
export function highlight(text: string, query: string): readonly TextPart[] {
  const marked = new Uint8Array(text.length);
  const pairs = pairsOf(query);
  const words = new Set(otherWordsOf(query));
  for (const { 0: run, index } of text.matchAll(word)) {
    if (!han.test(run)) {
      if (words.has(run.toLowerCase())) marked.fill(1, index, index + run.length);
      continue;
    }
    for (let place = 0; place + 1 < run.length; place += 1) {
      if (pairs.has(run.slice(place, place + 2))) marked.fill(1, index + place, index + place + 2);
    }
  }
  return partsOf(text, marked);
}

function pairsOf(query: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const [run] of query.matchAll(word)) {
    if (!han.test(run)) continue;
    for (let place = 0; place + 1 < run.length; place += 1) pairs.add(run.slice(place, place + 2));
  }
  return pairs;
}

function otherWordsOf(query: string): readonly string[] {
  return [...query.matchAll(word)].map(([run]) => run.toLowerCase()).filter((run) => !han.test(run));
}

function partsOf(text: string, marked: Uint8Array): readonly TextPart[] {
  const parts: TextPart[] = [];
  for (let start = 0; start < text.length;) {
    let end = start + 1;
    while (end < text.length && marked[end] === marked[start]) end += 1;
    parts.push({ start, text: text.slice(start, end), isMatch: marked[start] === 1 });
    start = end;
  }
  return parts;
}
