import type { StatuteStore } from '@lexhop/graph-store';

const statutesPerPage = 1_000;

/** Ids of all statutes of a graph, in order. */
export async function* statuteIds(store: StatuteStore, graph: string): AsyncGenerator<string> {
  let after = '';
  for (;;) {
    const page = await store.list(graph, { after, limit: statutesPerPage });
    const last = page.at(-1);
    if (!last) return;
    for (const { id } of page) yield id;
    after = last.id;
  }
}
