/** How something large is read page by page. */
interface Paging<Item, Key> {
  /** Items in a page. */
  readonly limit: number;
  readonly keyOf: (item: Item) => Key;
  /** The key to begin after; absent, with the first. */
  readonly after?: Key;
  /** The first items whose key is greater than `after` (of all, where it is undefined), in order of the key, at most `limit`. */
  readonly read: (after: Key | undefined, limit: number) => Promise<readonly Item[]>;
}

/** The pages of something large in order of a key; no page is empty, and none is read before it is asked for. */
export async function* pagesOf<Item, Key>(paging: Paging<Item, Key>): AsyncGenerator<readonly Item[]> {
  const { limit, keyOf, read } = paging;
  let { after } = paging;
  for (;;) {
    const page = await read(after, limit);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < limit) return;
    after = keyOf(last);
  }
}

/** A list in parts of at most `size` items, in order. */
export function* slicesOf<Item>(all: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}
