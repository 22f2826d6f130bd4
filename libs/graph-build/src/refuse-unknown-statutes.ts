import type { BuildSettings } from '@lexhop/graph-model';
import type { StatuteStore } from '@lexhop/graph-store';
import { UnknownStatutesError } from './errors/unknown-statutes-error.js';
import { statuteIds } from './statute-ids.js';

/** Rejects with an UnknownStatutesError when a build is asked for statutes that the graph does not have. */
export async function refuseUnknownStatutes(
  store: StatuteStore,
  graph: string,
  { statutes }: BuildSettings,
): Promise<void> {
  if (!statutes) return;
  const asked = new Set(statutes);
  const unknown = new Set(asked);
  for await (const id of statuteIds(store, graph)) unknown.delete(id);
  if (unknown.size > 0) throw new UnknownStatutesError(graph, [...unknown].toSorted(), asked.size);
}
