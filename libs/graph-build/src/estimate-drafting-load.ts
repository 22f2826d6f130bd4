import type { ArticleNode } from '@lexhop/graph-model';
import {
  addDraftingLoads,
  articlesToDraft,
  type DraftingLoad,
  draftingKeyOf,
  draftingLoadOf,
  noDraftingLoad,
} from '@lexhop/pseudo-queries';
import { type Covered, isCovered } from './covered-nodes.js';
import type { Drafting } from './drafting.js';
import { liveNodes, type PlannedBuild, wantedStatutes } from './wanted-nodes.js';

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
  let after = '';
  for (;;) {
    const page = await draft.undrafted(active, { after, limit: rowsPerPage, fallbackKey });
    const last = page.at(-1);
    if (!last) return covered;
    for (const { node } of page) covered.delete(node.id);
    after = last.node.id;
  }
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
    const replies = await parts.stores.replies.find(some.map(({ contentHash }) => ({ contentHash, draftingKey })));
    const kept = new Set(replies.flatMap(({ contentHash, fault }) => (fault === undefined ? [contentHash] : [])));
    for (const { id, contentHash } of some) if (!kept.has(contentHash)) wanted.add(id);
  }
  return wanted;
}
