import type { BuildSettings } from '@lexhop/graph-model';
import { statuteNamesIn } from '@lexhop/graph-statutes';
import { resolveStatutes } from '@lexhop/query-understanding';
import type { GraphBuildParts } from './build-parts.js';

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
  const names = await statuteNamesIn(stores.statutes, graph);
  return { ...settings, statutes: [...resolveStatutes(names, statutes, { place: `Graph ${graph}`, graph })] };
}
