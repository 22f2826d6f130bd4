/** Calls of the stores that write, by port. */
export const writingCalls = {
  builds: ['begin', 'save', 'recordFailures'],
  draft: ['compare', 'saveDrafts', 'saveVectors'],
  edges: ['saveMatches', 'saveEdges'],
  versions: ['activate', 'collect'],
} as const;

/** Who is killed: the process that builds, the Postgres that it has started, or both. */
const victims = ['process', 'postgres', 'both'] as const;

/** Where a build is to be cut: inside the nth call of a method, or of any that writes, so long after it began. */
export interface KillOrder {
  /** `any`: whichever writes. */
  readonly method: string;
  readonly occurrence: number;
  readonly afterMilliseconds: number;
  readonly victim: (typeof victims)[number];
}

/** What the process says: that it kills now, or what it has built. */
export type KillRunSaid =
  | { readonly kills: KillOrder['victim'] }
  | { readonly graph: string; readonly exported: string };

/** In the order of a build's steps, so that one build can be killed at each. */
const aims = [
  'compare',
  'saveDrafts',
  'saveDrafts',
  'saveVectors',
  'saveVectors',
  'saveMatches',
  'saveEdges',
  'saveEdges',
  'activate',
];

/** First kills inside each kind of write, in the order of the steps, of the process and then of Postgres; then so many of whom and inside whichever write the seed says. */
export function killOrders(seed: number, more: number): readonly KillOrder[] {
  const random = numbersFrom(seed);
  const aimed = (['process', 'postgres'] as const).flatMap((victim) =>
    aims.map((method) => ({ method, occurrence: 1, afterMilliseconds: Math.floor(random() * 4), victim })),
  );
  const others = Array.from({ length: more }, () => ({
    method: 'any',
    occurrence: 1 + Math.floor(random() * 4),
    afterMilliseconds: Math.floor(random() * 20),
    victim: victims[Math.floor(random() * victims.length)] ?? 'both',
  }));
  return [...aimed, ...others];
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
