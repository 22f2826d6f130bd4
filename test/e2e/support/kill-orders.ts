import type { GraphStores } from '@lexhop/graph-store';

/** Where a process that builds is to be killed: inside the nth call of a store's method, so long after it began. */
export interface KillOrder {
  readonly port: keyof Omit<GraphStores, 'close'>;
  readonly method: string;
  readonly occurrence: number;
  readonly afterMilliseconds: number;
}

export interface KillRunSaid {
  readonly graph: string;
  readonly exported: string;
}

/** Every call of a build that writes, in the order of the steps. */
const writes = [
  { port: 'builds', method: 'begin' },
  { port: 'draft', method: 'compare' },
  { port: 'draft', method: 'saveDrafts' },
  { port: 'draft', method: 'saveVectors' },
  { port: 'edges', method: 'saveMatches' },
  { port: 'edges', method: 'saveEdges' },
  { port: 'builds', method: 'save' },
  { port: 'versions', method: 'activate' },
] as const;

/** So many orders, spread over all writes, at moments that the seed decides. */
export function killOrders(seed: number, count: number): readonly KillOrder[] {
  const random = numbersFrom(seed);
  return Array.from({ length: count }, (_, place) => {
    const write = writes[place % writes.length] ?? writes[0];
    const isOnce = ['begin', 'compare', 'activate'].includes(write.method);
    return {
      ...write,
      occurrence: isOnce ? 1 : 1 + Math.floor(random() * 2),
      afterMilliseconds: Math.floor(random() * 30),
    };
  });
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
