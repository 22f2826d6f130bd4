import type { BuildSettings } from '@lexhop/graph-model';
import type { StatuteStore, StatuteWithNodes } from '@lexhop/graph-store';
import { type NamedStatute, resolveStatutes, statuteNames, type StatuteNames } from '@lexhop/query-understanding';
import type { GraphBuildParts } from './build-parts.js';
import { statutePages } from './planned-build.js';

/**
 * A build's settings with the ids of the statutes that they name by id, title or short name, before it costs anything. Rejects with a
 * SettingError for an embedding provider that is not known, and with an UnknownStatutesError, with the nearest names, for statutes that
 * the graph does not have.
 */
export async function resolveNames(
  { embedding, stores }: GraphBuildParts,
  graph: string,
  settings: BuildSettings,
): Promise<BuildSettings> {
  const { embeddingChain, statutes } = settings;
  if (embeddingChain) embedding.read(embeddingChain.join(','), 'embeddingChain');
  if (!statutes) return settings;
  const names = await namesOf(stores.statutes, graph);
  return { ...settings, statutes: [...resolveStatutes(names, statutes, { place: `Graph ${graph}`, graph })] };
}

/** An uploaded statute with its articles, by its id, else by a name that it is called by. */
export async function findStatute(
  store: StatuteStore,
  graph: string,
  name: string,
): Promise<StatuteWithNodes | undefined> {
  const found = await store.find(graph, name, 'article');
  if (found) return found;
  const id = (await namesOf(store, graph)).idOf(name);
  return id === undefined ? undefined : store.find(graph, id, 'article');
}

async function namesOf(store: StatuteStore, graph: string): Promise<StatuteNames> {
  const statutes: NamedStatute[] = [];
  let simplified = 0;
  for await (const page of statutePages(store, graph)) {
    statutes.push(...page.map(({ id, title, abolished }) => ({ id, title, abolished })));
    simplified += page.filter(({ language }) => language === 'zh-Hans').length;
  }
  return statuteNames(statutes, simplified * 2 > statutes.length ? 'zh-Hans' : 'zh-Hant');
}
