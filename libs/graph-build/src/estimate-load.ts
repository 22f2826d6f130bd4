import { pagesOf } from '@lexhop/foundation';
import { type ArticleNode, statuteIdOf } from '@lexhop/graph-model';
import type { UndraftedNode } from '@lexhop/graph-store';
import {
  addDraftingLoads,
  articlesToDraft,
  draftingKeyOf,
  type DraftingLoad,
  draftingLoadOf,
  noDraftingLoad,
} from '@lexhop/pseudo-queries';
import { type Covered, isCovered, liveNodes, type PlannedBuild, wantedStatutes } from './planned-build.js';
import { hashesReplied } from './steps/2-draft.js';
import type { Drafting } from './build-parts.js';

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
  const statutes = [...new Set([...bank.keys()].map((article) => statuteIdOf(article)))];
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

interface Question extends PlannedBuild {
  readonly drafting: Drafting;
  /** What the question bank covers. */
  readonly bank: Covered;
}

const rowsPerPage = 1_000;

/** What a build would ask of its language model: what neither the bank, nor the active build, nor a kept reply covers. */
export async function estimateDraftingLoad(question: Question): Promise<DraftingLoad> {
  const { drafting, settings, bank } = question;
  const covers = [bank, await coveredByActive(question)];
  let load = noDraftingLoad;
  for await (const statute of wantedStatutes(question)) {
    const live = liveNodes(statute, settings);
    const wanted = await withoutReply(
      question,
      live.filter((node) => !covers.some((covered) => isCovered(covered, node))),
    );
    if (wanted.size === 0) continue;
    const inOrder = statute.filter(({ level, id }) => level === 'article' || wanted.has(id));
    const articlesPerCall = drafting.settings.LEXHOP_LLM_ARTICLES_PER_CALL;
    load = addDraftingLoads(load, draftingLoadOf(articlesToDraft(inOrder, wanted), articlesPerCall));
  }
  return load;
}

/** Nodes that a build from the active one takes over with their questions. */
async function coveredByActive({ parts, drafting, graph, settings }: Question): Promise<Covered> {
  const { versions, contents, draft } = parts.stores;
  const active = settings.from === 'active' ? await versions.active(graph) : undefined;
  const covered = new Map<string, string>();
  if (!active) return covered;
  for await (const page of contents.nodes(active)) for (const node of page) covered.set(node.id, node.contentHash);
  const fallbackKey = draftingKeyOf(drafting.model);
  const pages = pagesOf({
    limit: rowsPerPage,
    keyOf: ({ node }: UndraftedNode) => node.id,
    read: (after = '', limit) => draft.undrafted(active, { after, limit, fallbackKey }),
  });
  for await (const page of pages) for (const { node } of page) covered.delete(node.id);
  return covered;
}

/** Ids of those nodes for whose text no usable reply is kept. */
async function withoutReply(
  { parts, drafting }: Question,
  nodes: readonly ArticleNode[],
): Promise<ReadonlySet<string>> {
  const draftingKey = draftingKeyOf(drafting.model);
  const wanted = new Set<string>();
  for (let from = 0; from < nodes.length; from += rowsPerPage) {
    const some = nodes.slice(from, from + rowsPerPage);
    const keys = some.map(({ contentHash }) => ({ contentHash, draftingKey }));
    const kept = await hashesReplied(parts.stores.replies, keys);
    for (const { id, contentHash } of some) if (!kept.has(contentHash)) wanted.add(id);
  }
  return wanted;
}
