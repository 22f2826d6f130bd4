import type { Direction } from '@lexhop/graph-model';
import { type Sql, statement } from '@lexhop/postgres';
import { type At, closedByBuild, visible } from './versioned-rows.js';

/** Ids from `from` to `to`, both included, in code-unit order. */
export interface IdRange {
  readonly from: string;
  readonly to: string;
}

/** A range of ids and how many of the build's rows lie in it. */
export interface CountedRange extends IdRange {
  readonly count: number;
}

/**
 * What a range counts: questions of a direction; nodes; or, for `rematched`, nodes whose question edges may differ from the build before: a match of
 * one of their outgoing questions was opened or closed, or a question edge from them was closed.
 */
export type RangedRows = Direction | 'nodes' | 'rematched';

const ranges = (rows: string) =>
  statement<readonly [...At, size: number], CountedRange>(`
SELECT min(id) AS "from", max(id) AS "to", count(*)::int AS count
FROM (SELECT t.id, (row_number() OVER (ORDER BY t.id) - 1) / $3::int AS range FROM ${rows}) numbered
GROUP BY range ORDER BY range`);

const questions = (direction: Direction) => ranges(`question t WHERE t.direction = '${direction}' AND ${visible()}`);

const statements = {
  nodes: ranges(`node t WHERE ${visible()}`),
  incoming: questions('incoming'),
  outgoing: questions('outgoing'),
  rematched:
    ranges(`(SELECT m.source AS id FROM match m WHERE m.graph_id = $1 AND (m.since = $2 OR ${closedByBuild('m')})
    UNION SELECT e.source FROM edge e WHERE ${closedByBuild('e')} AND e.kind = 'question') t
    WHERE EXISTS (SELECT FROM node n WHERE ${visible('n')} AND n.id = t.id)`),
} as const satisfies Record<RangedRows, object>;

/** Cuts rows of a build into ranges of `size` ids, in order. */
export function rangesOf(sql: Sql, at: At, of: RangedRows, size: number): Promise<readonly CountedRange[]> {
  return sql.rows(statements[of], [...at, size]);
}
