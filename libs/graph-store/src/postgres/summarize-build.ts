import { type BuildCounts, edgeCounts, type EdgeKind } from '@lexhop/graph-model';
import { type Sql, statement } from '@lexhop/postgres';
import { type At, visible } from './versioned-rows.js';

/** Counts, and the first 100 ids, in order, of live nodes that lack something. */
export interface BuildSummary {
  readonly counts: BuildCounts;
  readonly isolatedIds: readonly string[];
  readonly undraftedIds: readonly string[];
}

interface Named {
  readonly count: number;
  readonly ids: readonly string[] | null;
}
interface Degrees {
  readonly degrees: readonly { readonly degree: number; readonly nodes: number }[] | null;
  readonly isolated: readonly string[] | null;
}

const liveNodes = `SELECT t.id FROM node t WHERE ${visible()} AND NOT t.repealed AND NOT t.abolished`;

const statements = {
  nodeCounts: statement<At, BuildCounts['nodes']>(`
SELECT (count(*) FILTER (WHERE live AND level = 'article'))::int AS article,
  (count(*) FILTER (WHERE live AND level = 'paragraph'))::int AS paragraph,
  (count(*) FILTER (WHERE NOT live))::int AS repealed
FROM (SELECT t.level, NOT t.repealed AND NOT t.abolished AS live FROM node t WHERE ${visible()}) nodes`),
  questionCounts: statement<At, BuildCounts['questions']>(`
SELECT (count(*) FILTER (WHERE t.direction = 'incoming'))::int AS incoming,
  (count(*) FILTER (WHERE t.direction = 'outgoing'))::int AS outgoing
FROM question t WHERE ${visible()}`),
  withoutQuestions: statement<At, Named>(`
SELECT count(*)::int AS count, (array_agg(id ORDER BY id))[1:100] AS ids
FROM (${liveNodes}) live
WHERE NOT EXISTS (SELECT FROM question t WHERE t.node_id = live.id AND ${visible()})`),
  edgeCounts: statement<At, { kind: EdgeKind; count: number }>(
    `SELECT t.kind, count(*)::int AS count FROM edge t WHERE ${visible()} GROUP BY t.kind`,
  ),
  scoreCounts: statement<At, { bin: number; count: number }>(`
SELECT least(9, floor(t.score * 10))::int AS bin, count(*)::int AS count
FROM edge t WHERE ${visible()} AND t.kind = 'question' GROUP BY bin`),
  degreeCounts: statement<At, Degrees>(`
WITH ends AS (
  SELECT t.source, t.target FROM edge t WHERE ${visible()} AND t.kind <> 'hierarchy'
),
touched AS (
  SELECT id, count(*)::int AS degree
  FROM (SELECT source AS id FROM ends UNION ALL SELECT target FROM ends) both_ends GROUP BY id
),
live AS MATERIALIZED (
  SELECT nodes.id, coalesce(touched.degree, 0) AS degree FROM (${liveNodes}) nodes LEFT JOIN touched USING (id)
)
SELECT
  (SELECT json_agg(counted) FROM (SELECT degree, count(*)::int AS nodes FROM live GROUP BY degree) counted) AS degrees,
  (SELECT (array_agg(id ORDER BY id))[1:100] FROM live WHERE degree = 0) AS isolated`),
} as const;

/** Counts what a build consists of: set by set, each read once. */
export async function summarizeBuild(sql: Sql, at: At): Promise<BuildSummary> {
  const [nodes = { article: 0, paragraph: 0, repealed: 0 }] = await sql.rows(statements.nodeCounts, at);
  const [questions = { incoming: 0, outgoing: 0 }] = await sql.rows(statements.questionCounts, at);
  const [undrafted = { count: 0, ids: null }] = await sql.rows(statements.withoutQuestions, at);
  const [degrees = { degrees: null, isolated: null }] = await sql.rows(statements.degreeCounts, at);
  const edges = await sql.rows(statements.edgeCounts, at);
  const edgesOf = (kind: EdgeKind) => edges.find((counted) => counted.kind === kind)?.count ?? 0;
  const histogram = degreeHistogram(degrees.degrees ?? []);
  return {
    counts: {
      nodes,
      questions,
      edges: edgeCounts(edgesOf),
      isolated: histogram[0]?.nodes ?? 0,
      undrafted: undrafted.count,
      degreeHistogram: histogram,
      scoreHistogram: scoreHistogram(await sql.rows(statements.scoreCounts, at)),
    },
    isolatedIds: degrees.isolated ?? [],
    undraftedIds: undrafted.ids ?? [],
  };
}

/** Upper bounds of the degree histogram's bins; the last has none. */
const degreeBins = [0, 1, 2, 4, 8, 16, null] as const;

/** Nodes by degree, put into the bins of a build's counts. */
function degreeHistogram(
  counts: readonly { readonly degree: number; readonly nodes: number }[],
): BuildCounts['degreeHistogram'] {
  return degreeBins.map((upTo, bin) => {
    const above = bin === 0 ? -1 : (degreeBins[bin - 1] ?? 0);
    const within = counts.filter(({ degree }) => degree > above && degree <= (upTo ?? Infinity));
    return { upTo, nodes: within.reduce((sum, { nodes }) => sum + nodes, 0) };
  });
}

/** Question edges by tenth of their score, from 0 to 9: ten numbers. */
function scoreHistogram(counts: readonly { readonly bin: number; readonly count: number }[]): number[] {
  const byBin = new Map(counts.map(({ bin, count }) => [bin, count]));
  return Array.from({ length: 10 }, (_, bin) => byBin.get(bin) ?? 0);
}
