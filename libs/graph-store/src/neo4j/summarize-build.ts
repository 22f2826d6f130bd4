import type { BuildCounts, BuildReference } from '@lexhop/graph-model';
import type { BuildSummary } from '../graph-versions.js';
import { degreeHistogram, scoreHistogram } from '../postgres/summarize-build.js';
import type { Cypher, Neo4jConnection } from './connection.js';
import { countDegrees } from './statements/summary/count-degrees.js';
import { countEdges } from './statements/summary/count-edges.js';
import { countNodes } from './statements/summary/count-nodes.js';
import { countQuestions } from './statements/summary/count-questions.js';
import { countScores } from './statements/summary/count-scores.js';
import { isolatedNodes } from './statements/summary/isolated-nodes.js';
import { undraftedNodes } from './statements/summary/undrafted-nodes.js';

/** Most ids that a summary names. */
const limit = 100;

/** Counts what a build consists of. */
export async function summarizeBuild(
  connection: Neo4jConnection,
  { graph, number }: BuildReference,
): Promise<BuildSummary> {
  const at = { graph, number };
  return connection.read(async (cypher) => {
    const degrees = degreeHistogram(await cypher.rows(countDegrees, at));
    const undrafted = await cypher.row<{ count: number; ids: string[] }>(undraftedNodes, { ...at, limit });
    const isolated = await cypher.rows<{ id: string }>(isolatedNodes, { ...at, limit });
    return {
      counts: {
        nodes: await nodeCounts(cypher, at),
        questions: await cypher.row<BuildCounts['questions']>(countQuestions, at),
        edges: await cypher.row<BuildCounts['edges']>(countEdges, at),
        isolated: degrees[0]?.nodes ?? 0,
        undrafted: undrafted.count,
        degreeHistogram: degrees,
        scoreHistogram: scoreHistogram(await cypher.rows(countScores, at)),
      },
      isolatedIds: isolated.map(({ id }) => id),
      undraftedIds: undrafted.ids,
    };
  });
}

interface CountedNodes {
  readonly level: 'article' | 'paragraph';
  readonly live: boolean;
  readonly count: number;
}

async function nodeCounts(cypher: Cypher, at: BuildReference): Promise<BuildCounts['nodes']> {
  const counted = await cypher.rows<CountedNodes>(countNodes, { ...at });
  const sum = (which: (nodes: CountedNodes) => boolean) =>
    counted.filter(which).reduce((total, { count }) => total + count, 0);
  return {
    article: sum(({ level, live }) => live && level === 'article'),
    paragraph: sum(({ level, live }) => live && level === 'paragraph'),
    repealed: sum(({ live }) => !live),
  };
}
