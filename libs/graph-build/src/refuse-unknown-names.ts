import type { BuildSettings } from '@lexhop/graph-model';
import type { StatuteStore } from '@lexhop/graph-store';
import { UnknownStatutesError } from './errors/unknown-statutes-error.js';
import type { GraphBuildParts } from './graph-build-parts.js';
import { statuteIds } from './statute-ids.js';

/**
 * Looks up what a build's settings name, before it costs anything: rejects with a SettingError for an embedding provider
 * that is not known, and with an UnknownStatutesError for statutes that the graph does not have.
 */
export async function refuseUnknownNames(
  { embedding, stores }: GraphBuildParts,
  graph: string,
  { embeddingChain, statutes }: BuildSettings,
): Promise<void> {
  if (embeddingChain) embedding.read(embeddingChain.join(','), 'embeddingChain');
  if (statutes) await refuseUnknownStatutes(stores.statutes, graph, statutes);
}

async function refuseUnknownStatutes(store: StatuteStore, graph: string, statutes: readonly string[]): Promise<void> {
  const asked = new Set(statutes);
  const unknown = new Set(asked);
  for await (const id of statuteIds(store, graph)) unknown.delete(id);
  if (unknown.size > 0) throw new UnknownStatutesError(graph, [...unknown].toSorted(), asked.size);
}
