import { type Covered, isCovered } from './covered-nodes.js';
import { statuteOf } from './steps/statute-ranges.js';
import { liveNodes, type PlannedBuild, wantedStatutes } from './wanted-nodes.js';

/** What a build would consist of: statutes, and live nodes at the levels asked for. */
interface EstimatedNodes {
  readonly statutes: number;
  readonly articles: number;
  readonly paragraphs: number;
  /** Those of them whose questions come from the question bank. */
  readonly fromQuestionBank: number;
}

/** Counts the nodes that a build would have, of the statutes and at the levels of its settings. */
export async function estimateNodes(build: PlannedBuild, bank: Covered): Promise<EstimatedNodes> {
  if (build.settings.statutes) return countNodes(build, bank);
  // The store has counted whole graphs: only statutes that the bank knows are read.
  const statutes = [...new Set([...bank.keys()].map((article) => statuteOf(article)))];
  const ofBank = await countNodes({ ...build, settings: { ...build.settings, statutes } }, bank);
  return { ...(await countGraph(build)), fromQuestionBank: ofBank.fromQuestionBank };
}

async function countNodes(build: PlannedBuild, bank: Covered): Promise<EstimatedNodes> {
  const counts = { statutes: 0, articles: 0, paragraphs: 0, fromQuestionBank: 0 };
  for await (const statute of wantedStatutes(build)) {
    const live = liveNodes(statute, build.settings);
    const articles = live.filter(({ level }) => level === 'article').length;
    counts.statutes += 1;
    counts.articles += articles;
    counts.paragraphs += live.length - articles;
    counts.fromQuestionBank += live.filter((node) => isCovered(bank, node)).length;
  }
  return counts;
}

async function countGraph({ parts, graph, settings }: PlannedBuild): Promise<Omit<EstimatedNodes, 'fromQuestionBank'>> {
  const { statutes, articles, paragraphs } = await parts.stores.statutes.count(graph);
  return {
    statutes,
    articles: settings.levels.includes('article') ? articles.live : 0,
    paragraphs: settings.levels.includes('paragraph') ? paragraphs.live : 0,
  };
}
