import { pagesOf } from '@lexhop/foundation';
import type { StatuteRecord, StatuteStore, StatuteWithNodes } from '@lexhop/graph-store';
import { type NamedStatute, statuteNames, type StatuteNames } from '@lexhop/query-understanding';

const statutesPerPage = 1_000;

/** Finds an uploaded statute with its articles, by its id or else by a name. */
export async function findStatute(
  store: StatuteStore,
  graph: string,
  name: string,
): Promise<StatuteWithNodes | undefined> {
  const found = await store.find(graph, name, 'article');
  if (found) return found;
  const id = (await statuteNamesIn(store, graph)).idOf(name);
  return id === undefined ? undefined : store.find(graph, id, 'article');
}

/** The names that the statutes of a graph may be called by. */
export async function statuteNamesIn(store: StatuteStore, graph: string): Promise<StatuteNames> {
  const statutes: NamedStatute[] = [];
  let simplified = 0;
  for await (const page of statutePages(store, graph)) {
    statutes.push(...page.map(({ id, title, abolished }) => ({ id, title, abolished })));
    simplified += page.filter(({ language }) => language === 'zh-Hans').length;
  }
  return statuteNames(statutes, simplified * 2 > statutes.length ? 'zh-Hans' : 'zh-Hant');
}

/** All statutes of a graph, in order of id. */
export function statutePages(store: StatuteStore, graph: string): AsyncIterable<readonly StatuteRecord[]> {
  return pagesOf({
    limit: statutesPerPage,
    keyOf: ({ id }: StatuteRecord) => id,
    read: (after = '', limit) => store.list(graph, { after, limit }),
  });
}
