import type { Build } from '@lexhop/graph-model';
import { byCodeUnits } from '../code-unit-order.js';
import type { EdgeScope, EdgeToSave } from '../edge-draft.js';
import type { Cypher } from './connection.js';
import {
  edgeOf,
  type EdgeRow,
  type EdgeState,
  edgeState,
  edgeTypes,
  type EdgeType,
  isSameEdge,
  typesOf,
} from './edge-row.js';
import { rowChanges, type StoredRow } from './row-changes.js';
import { UnknownEndsError } from '../errors/unknown-ends-error.js';
import { edgesInRange } from './statements/edges/edges-in-range.js';
import { edgesOfIds } from './statements/edges/edges-of-ids.js';
import { edgesOfSources } from './statements/edges/edges-of-sources.js';
import { openQuestionEdges } from './statements/edges/open-question-edges.js';
import { openTextEdges } from './statements/edges/open-text-edges.js';
import { closeRelationships } from './statements/matching/close-relationships.js';
import { reopenRelationships } from './statements/matching/reopen-relationships.js';
import { openEnd } from './versioned-kinds.js';

interface FoundEdge {
  readonly edge: EdgeRow;
  readonly key: string;
  readonly isAlive: boolean;
}

/** Makes `edges` the whole set within the scope: opens what is new, reopens what the build closed itself, closes what is not in it. */
export async function saveEdges(
  cypher: Cypher,
  build: Build,
  scope: EdgeScope,
  edges: readonly EdgeToSave[],
): Promise<void> {
  const stored = await storedEdges(cypher, build, scope, edges);
  const { closed, reopened, opened } = rowChanges<EdgeState, EdgeState>(stored, edges.map(edgeState), {
    name: ({ properties }) => properties.id,
    isSame: isSameEdge,
    reopens: build.settings.from === 'active',
  });
  await cypher.rows(closeRelationships, { number: build.number, keys: closed });
  await cypher.rows(reopenRelationships, { open: openEnd, keys: reopened });
  await openEdges(cypher, build, opened);
}

/** The edges of the scope, and those of the ids to be saved, wherever they are. */
async function storedEdges(
  cypher: Cypher,
  { graph, number }: Build,
  scope: EdgeScope,
  edges: readonly EdgeToSave[],
): Promise<readonly (EdgeState & StoredRow)[]> {
  const { kinds, ...where } = scope;
  const statement = 'sources' in scope ? edgesOfSources : edgesInRange;
  const inScope = await cypher.rows<FoundEdge>(statement, { graph, number, types: typesOf(kinds), ...where });
  const rows = edges.map(({ id, source }) => ({ id, source }));
  const named = await cypher.rows<FoundEdge>(edgesOfIds, { graph, number, rows });
  const found = new Map([...inScope, ...named].map((row) => [row.key, row]));
  return [...found.values()].map(({ edge, key, isAlive }) => ({ ...edgeState(edgeOf(edge)), key, isAlive }));
}

async function openEdges(cypher: Cypher, { graph, number }: Build, edges: readonly EdgeState[]): Promise<void> {
  for (const type of edgeTypes) {
    const rows = edges.filter((edge) => edge.type === type).map(({ properties }) => properties);
    if (rows.length === 0) continue;
    rows.sort((one, other) => byCodeUnits(one.id, other.id));
    const { count } = await cypher.row<{ count: number }>(statementOf(type), { graph, number, open: openEnd, rows });
    if (count !== rows.length) throw new UnknownEndsError(graph, number, rows.length - count);
  }
}

function statementOf(type: EdgeType): string {
  return type === 'LEADS_TO' ? openQuestionEdges : openTextEdges[type];
}
