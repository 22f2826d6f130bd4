import type { BuildCounts } from '@lexhop/graph-model';
import type { BuildSummary } from '../graph-versions.js';
import { degreeHistogram, scoreHistogram } from '../histograms.js';
import type { Sql } from './database.js';
import { alive } from './versioned-table.js';

interface NodeCounts {
  readonly article: number;
  readonly paragraph: number;
  readonly repealed: number;
}

interface EdgeCounts {
  readonly kind: 'question' | 'citation' | 'hierarchy';
  readonly count: number;
}

interface DegreeCounts {
  readonly degrees: readonly { readonly degree: number; readonly nodes: number }[] | null;
  readonly isolated: readonly string[] | null;
}

/** Counts what a build consists of: set by set, each read once. */
export async function summarizeBuild(sql: Sql, graphId: number, number: number): Promise<BuildSummary> {
  const at = [graphId, number];
  const [nodes = { article: 0, paragraph: 0, repealed: 0 }] = await sql.rows<NodeCounts>(nodeCounts, at);
  const [questions = { incoming: 0, outgoing: 0 }] = await sql.rows<BuildCounts['questions']>(questionCounts, at);
  const [undrafted = { count: 0, ids: null }] = await sql.rows<{ count: number; ids: string[] | null }>(
    withoutQuestions,
    at,
  );
  const [degrees = { degrees: null, isolated: null }] = await sql.rows<DegreeCounts>(degreeCounts, at);
  const histogram = degreeHistogram(degrees.degrees ?? []);
  return {
    counts: {
      nodes,
      questions,
      edges: edgesByKind(await sql.rows<EdgeCounts>(edgeCounts, at)),
      isolated: histogram[0]?.nodes ?? 0,
      undrafted: undrafted.count,
      degreeHistogram: histogram,
      scoreHistogram: scoreHistogram(await sql.rows(scoreCounts, at)),
    },
    isolatedIds: degrees.isolated ?? [],
    undraftedIds: undrafted.ids ?? [],
  };
}

const liveNodes = `SELECT t.id FROM node t WHERE ${alive(1, 2)} AND NOT t.repealed AND NOT t.abolished`;

const nodeCounts = `
SELECT (count(*) FILTER (WHERE live AND level = 'article'))::int AS article,
  (count(*) FILTER (WHERE live AND level = 'paragraph'))::int AS paragraph,
  (count(*) FILTER (WHERE NOT live))::int AS repealed
FROM (SELECT t.level, NOT t.repealed AND NOT t.abolished AS live FROM node t WHERE ${alive(1, 2)}) nodes`;

const questionCounts = `
SELECT (count(*) FILTER (WHERE t.direction = 'incoming'))::int AS incoming,
  (count(*) FILTER (WHERE t.direction = 'outgoing'))::int AS outgoing
FROM question t WHERE ${alive(1, 2)}`;

const withoutQuestions = `
SELECT count(*)::int AS count, (array_agg(id ORDER BY id))[1:100] AS ids
FROM (${liveNodes}) live
WHERE NOT EXISTS (SELECT FROM question t WHERE t.node_id = live.id AND ${alive(1, 2)})`;

const edgeCounts = `SELECT t.kind, count(*)::int AS count FROM edge t WHERE ${alive(1, 2)} GROUP BY t.kind`;

const scoreCounts = `
SELECT least(9, floor(t.score * 10))::int AS bin, count(*)::int AS count
FROM edge t WHERE ${alive(1, 2)} AND t.kind = 'question' GROUP BY bin`;

const degreeCounts = `
WITH ends AS (
  SELECT t.source, t.target FROM edge t WHERE ${alive(1, 2)} AND t.kind <> 'hierarchy'
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
  (SELECT (array_agg(id ORDER BY id))[1:100] FROM live WHERE degree = 0) AS isolated`;

function edgesByKind(counts: readonly EdgeCounts[]): BuildCounts['edges'] {
  const of = (kind: EdgeCounts['kind']) => counts.find((counted) => counted.kind === kind)?.count ?? 0;
  return { question: of('question'), citation: of('citation'), hierarchy: of('hierarchy') };
}
