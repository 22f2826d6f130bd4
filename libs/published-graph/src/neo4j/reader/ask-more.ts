/** What an index gave. */
interface IndexAnswer<Hit> {
  /** How many rows it gave, wanted or not. Fewer than it was asked for means that there are no more. */
  readonly seen: number;
  /** The wanted ones, by node id. */
  readonly hits: ReadonlyMap<string, Hit>;
}

const growth = 4;

/**
 * Asks an index for more and more rows, four times as many each time, until so many nodes are found or there are no more rows. Where neither is so
 * after it was asked for `atMost` rows, `isWhole` is false.
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
