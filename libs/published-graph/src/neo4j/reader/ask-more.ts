/** What an index gave when it was asked for so many rows. */
export interface IndexAnswer<Hit> {
  /** Rows that it had, wanted or not; less than asked for when there are no more. */
  readonly seen: number;
  /** By node id: what is wanted of them. */
  readonly hits: ReadonlyMap<string, Hit>;
}

const growth = 4;

/**
 * Asks an index for more rows, each time four times as many, until so many nodes are found, or it has no more, or it was asked for
 * `atMost`: then `isWhole` is false.
 */
export async function askMore<Hit>(
  ask: (rows: number) => Promise<IndexAnswer<Hit>>,
  nodes: number,
  atMost = Number.POSITIVE_INFINITY,
): Promise<{ readonly hits: ReadonlyMap<string, Hit>; readonly isWhole: boolean }> {
  for (let rows = nodes * 2 + 50; ; rows *= growth) {
    const asked = Math.min(rows, atMost);
    const { seen, hits } = await ask(asked);
    const isWhole = hits.size >= nodes || seen < asked;
    if (isWhole || asked === atMost) return { hits, isWhole };
  }
}
