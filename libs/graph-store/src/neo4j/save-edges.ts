import type { Build } from '@lexhop/graph-model';
import { byCodeUnits } from '../code-unit-order.js';
import type { EdgeScope, EdgeToSave } from '../edge-draft.js';
import type { Cypher } from './connection.js';
import { edgeProperties, type EdgeRow, edgeTypes, type EdgeType, isSameEdge, typeOf, typesOf } from './edge-row.js';
import { UnknownEndsError } from '../errors/unknown-ends-error.js';
import { edgesInRange } from './statements/edges/edges-in-range.js';
import { edgesOfIds } from './statements/edges/edges-of-ids.js';
import { edgesOfSources } from './statements/edges/edges-of-sources.js';
import { openQuestionEdges } from './statements/edges/open-question-edges.js';
import { openTextEdges } from './statements/edges/open-text-edges.js';
import { closeRelationships } from './statements/matching/close-relationships.js';
import { reopenRelationships } from './statements/matching/reopen-relationships.js';
import { openEnd } from './versioned-kinds.js';

interface StoredEdge {
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
  const { graph, number } = build;
  const wanted = new Map(edges.map((edge) => [edge.id, edge]));
  const { kinds, ...where } = scope;
  const statement = 'sources' in scope ? edgesOfSources : edgesInRange;
  const inScope = await cypher.rows<StoredEdge>(statement, { graph, number, types: typesOf(kinds), ...where });
  const rows = [...wanted.values()].map(({ id, source }) => ({ id, source }));
  const named = await cypher.rows<StoredEdge>(edgesOfIds, { graph, number, rows });
  const stored = [...new Map([...inScope, ...named].map((row) => [row.key, row])).values()];
  const isWanted = ({ edge }: StoredEdge): boolean => {
    const other = wanted.get(edge.id);
    return other !== undefined && isSameEdge(edge, other);
  };
  const alive = stored.filter(({ isAlive }) => isAlive);
  const kept = new Set(alive.filter(isWanted).map(({ edge }) => edge.id));
  const reopened = stored.filter((row) => !row.isAlive && reopens(build) && isWanted(row) && !kept.has(row.edge.id));
  await cypher.rows(closeRelationships, { number, keys: keysOf(alive.filter((row) => !isWanted(row))) });
  await cypher.rows(reopenRelationships, { open: openEnd, keys: keysOf(reopened) });
  const there = new Set([...kept, ...reopened.map(({ edge }) => edge.id)]);
  await openEdges(
    cypher,
    build,
    [...wanted.values()].filter(({ id }) => !there.has(id)),
  );
}

function reopens({ settings }: Build): boolean {
  return settings.from === 'active';
}

function keysOf(rows: readonly StoredEdge[]): readonly string[] {
  return rows.map(({ key }) => key).sort(byCodeUnits);
}

async function openEdges(cypher: Cypher, { graph, number }: Build, edges: readonly EdgeToSave[]): Promise<void> {
  const sorted = edges.toSorted((one, other) => byCodeUnits(one.id, other.id));
  for (const type of edgeTypes) {
    const rows = sorted.filter((edge) => typeOf(edge) === type).map(edgeProperties);
    if (rows.length === 0) continue;
    const { count } = await cypher.row<{ count: number }>(statementOf(type), { graph, number, open: openEnd, rows });
    if (count !== rows.length) throw new UnknownEndsError(graph, number, rows.length - count);
  }
}

function statementOf(type: EdgeType): string {
  return type === 'LEADS_TO' ? openQuestionEdges : openTextEdges[type];
}
