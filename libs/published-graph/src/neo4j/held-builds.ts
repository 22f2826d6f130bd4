import type { Build, BuildReference } from '@lexhop/graph-model';
import { NotPublishedError, PublishingMovedError } from '../errors.js';
import {
  type HeldBuild,
  type HeldGraph,
  type HeldState,
  isBegunFor,
  publishedParts,
  type PublishingBase,
  type PublishingCursor,
} from '../published-graph.js';
import { type Cypher, statement } from './connection.js';

type OfBuild = { key: string };
interface HeldRow {
  readonly graph: string;
  readonly active: number | null;
  readonly builds: readonly HeldBuild[];
}

const held = (which: string) => `
MATCH (g:Graph) ${which}
OPTIONAL MATCH (g)-[:ACTIVE]->(active:Build)
RETURN g.key AS graph, active.number AS active, COLLECT {
  MATCH (b:Build)-[:OF]->(g) RETURN b {.number, .state, .base, .vectors} ORDER BY b.number
} AS builds`;

const statements = {
  held: statement<{ graph: string }, HeldRow>(held('WHERE g.key = $graph')),
  heldGraphs: statement<Record<never, never>, HeldRow>(held('')),
  /** The graph's node is there, and locked until the transaction ends: one change of its builds at a time. */
  lockGraph: statement<{ graph: string }>('MERGE (g:Graph {key: $graph}) SET g.name = $graph'),
  /** The build's node, locked until the transaction ends. */
  lockBuild: statement<OfBuild, { state: HeldState; cursor: string | null; base: number }>(
    'MATCH (b:Build {key: $key}) SET b.key = b.key RETURN b.state AS state, b.cursor AS cursor, b.base AS base',
  ),
  findState: statement<OfBuild, { state: HeldState }>('MATCH (b:Build {key: $key}) RETURN b.state AS state'),
  insert: statement<{ graph: string; rows: readonly object[] }>(`
MATCH (g:Graph {key: $graph})
UNWIND $rows AS row
CREATE (b:Build)-[:OF]->(g)
SET b = row`),
  moveCursor: statement<OfBuild & { cursor: string }>('MATCH (b:Build {key: $key}) SET b.cursor = $cursor'),
  markPublished: statement<{ graph: string; number: number; at: string }>(`
MATCH (b:Build {graph: $graph, state: 'publishing'}) WHERE b.number <= $number
SET b.state = 'published', b.publishedAt = $at REMOVE b.cursor`),
  markDropping: statement<{ graph: string; numbers: readonly number[] }>(`
MATCH (b:Build {graph: $graph}) WHERE b.number IN $numbers
SET b.state = 'dropping' REMOVE b.cursor`),
  deleteBuilds: statement<{ graph: string; numbers: readonly number[] }>(`
MATCH (b:Build {graph: $graph}) WHERE b.number IN $numbers AND b.state = 'dropping'
DETACH DELETE b`),
  deleteEmptyGraph: statement<{ graph: string }>(`
MATCH (g:Graph {key: $graph}) WHERE NOT EXISTS { (:Build)-[:OF]->(g) }
DETACH DELETE g`),
  pointToActive: statement<{ graph: string; key: string }>(`
MATCH (g:Graph {key: $graph})
OPTIONAL MATCH (g)-[before:ACTIVE]->()
DELETE before
WITH DISTINCT g
MATCH (b:Build {key: $key})
CREATE (g)-[:ACTIVE]->(b)`),
} as const;

/** The key of a build's node. */
function buildKey({ graph, number }: BuildReference): string {
  return `${graph}/${number}`;
}

export async function heldGraph(cypher: Cypher, graph: string): Promise<HeldGraph> {
  const [row] = await cypher.rows(statements.held, { graph });
  return row ? heldOf(row) : { graph, builds: [] };
}

export async function heldGraphs(cypher: Cypher): Promise<readonly HeldGraph[]> {
  return (await cypher.rows(statements.heldGraphs, {})).map(heldOf);
}

function heldOf({ graph, active, builds }: HeldRow): HeldGraph {
  return { graph, ...(active !== null && { active }), builds };
}

/** Throws a NotPublishedError where the build is not whole there. */
export async function requirePublished(cypher: Cypher, build: BuildReference): Promise<void> {
  const [found] = await cypher.rows(statements.findState, { key: buildKey(build) });
  if (found?.state !== 'published') throw new NotPublishedError(build.graph, build.number);
}

/** Begins to publish a build, or finds out where it was left. Throws a PublishingMovedError while another one is held above the base. */
export async function beginPublishing(
  cypher: Cypher,
  build: Build,
  on: PublishingBase & Pick<HeldBuild, 'vectors'>,
): Promise<PublishingCursor> {
  const { graph, number } = build;
  const { base, between, vectors } = on;
  await cypher.rows(statements.lockGraph, { graph });
  const { builds } = await heldGraph(cypher, graph);
  const above = builds.filter((other) => other.number > base);
  if (!above.every(isBegunFor(number, on))) throw new PublishingMovedError(graph, number);
  if (above.some((other) => other.number === number)) {
    const [begun] = await cypher.rows(statements.lockBuild, { key: buildKey(build) });
    return cursorOf(begun?.cursor ?? '');
  }
  const rows = [...between, number].map((each) => ({
    key: buildKey({ graph, number: each }),
    graph,
    number: each,
    state: 'publishing',
    base,
    vectors,
    ...(each === number && { cursor: textOf(start), createdAt: build.createdAt }),
  }));
  await cypher.rows(statements.insert, { graph, rows });
  return start;
}

const [firstPart] = publishedParts;
const start: PublishingCursor = { part: firstPart, after: '' };

/**
 * Moves a build's cursor, in the transaction that writes the page in between, and gives the base that the page is written on. Undefined where the
 * page is written already: a commit whose answer was lost is done again. Throws a PublishingMovedError where the cursor is elsewhere.
 */
export async function moveCursor(
  cypher: Cypher,
  build: BuildReference,
  from: PublishingCursor,
  to: PublishingCursor,
): Promise<number | undefined> {
  const key = buildKey(build);
  const [found] = await cypher.rows(statements.lockBuild, { key });
  if (found?.state === 'publishing' && found.cursor === textOf(to)) return undefined;
  if (found?.state !== 'publishing' || found.cursor !== textOf(from)) {
    throw new PublishingMovedError(build.graph, build.number);
  }
  await cypher.rows(statements.moveCursor, { key, cursor: textOf(to) });
  return found.base;
}

function textOf({ part, after }: PublishingCursor): string {
  return `${part} ${after}`;
}

function cursorOf(text: string): PublishingCursor {
  const space = text.indexOf(' ');
  const name = text.slice(0, space);
  const part = name === 'end' ? name : publishedParts.find((known) => known === name);
  return part === undefined ? start : { part, after: text.slice(space + 1) };
}

/** From here on the build, and those that were written with it, can be read. Throws a NotPublishedError where it is not held. */
export async function markPublished(cypher: Cypher, { graph, number }: BuildReference, at: string): Promise<void> {
  await cypher.rows(statements.lockGraph, { graph });
  await cypher.rows(statements.markPublished, { graph, number, at });
  await requirePublished(cypher, { graph, number });
}

/** From here on nobody reads the builds or goes on with them. */
export async function markDropping(cypher: Cypher, graph: string, numbers: readonly number[]): Promise<void> {
  await cypher.rows(statements.lockGraph, { graph });
  await cypher.rows(statements.markDropping, { graph, numbers });
}

/** Deletes the nodes of builds whose rows are gone, and that of the graph where no build is left. */
export async function forgetBuilds(cypher: Cypher, graph: string, numbers: readonly number[]): Promise<void> {
  await cypher.rows(statements.lockGraph, { graph });
  await cypher.rows(statements.deleteBuilds, { graph, numbers });
  await cypher.rows(statements.deleteEmptyGraph, { graph });
}

/** Moves the graph's pointer. Throws a NotPublishedError. */
export async function pointToActive(cypher: Cypher, build: BuildReference): Promise<void> {
  await cypher.rows(statements.lockGraph, { graph: build.graph });
  await requirePublished(cypher, build);
  await cypher.rows(statements.pointToActive, { graph: build.graph, key: buildKey(build) });
}
