const longest = 3;
const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/**
 * A unit vector of a text's character 1- to 3-grams, each hashed (FNV-1a) to a place and a sign; counts weigh by their square root.
 * The same text always has the same vector, on every machine; texts that share characters are near.
 */
export function characterNGramVector(text: string, dimensions: number): Float32Array {
  const sums = new Float64Array(dimensions);
  for (const [hash, count] of nGramCounts(text)) {
    const place = (hash >>> 1) % dimensions;
    sums[place] = (sums[place] ?? 0) + (hash & 1 ? 1 : -1) * Math.sqrt(count);
  }
  return unitVector(sums);
}

function nGramCounts(text: string): ReadonlyMap<number, number> {
  // The borders stand for the ends of the text, so that even an empty text has n-grams.
  const characters = Array.from(`\u0002${text}\u0003`, (character) => character.codePointAt(0) ?? 0);
  const counts = new Map<number, number>();
  for (let start = 0; start < characters.length; start++) {
    let hash = offsetBasis;
    for (const character of characters.slice(start, start + longest)) {
      hash = Math.imul(hash ^ character, prime);
      const mixed = mix(hash);
      counts.set(mixed, (counts.get(mixed) ?? 0) + 1);
    }
  }
  return counts;
}

/** The low bits of FNV-1a hang together; this spreads them (the finaliser of MurmurHash3). */
function mix(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function unitVector(sums: Float64Array): Float32Array {
  const norm = Math.hypot(...sums);
  if (norm === 0) return Float32Array.from(sums, (_, place) => (place === 0 ? 1 : 0));
  return Float32Array.from(sums, (sum) => sum / norm);
}
