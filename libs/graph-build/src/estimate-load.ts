import { pagesOf } from '@lexhop/foundation';
import { type ArticleNode, type BuildSettings, isLive } from '@lexhop/graph-model';
import type { UndraftedNode } from '@lexhop/graph-store';
import { statutePages } from '@lexhop/graph-statutes';
import {
  addDraftingLoads,
  articlesToDraft,
  draftingKeyOf,
  type DraftingLoad,
  draftingLoadOf,
  noDraftingLoad,
} from '@lexhop/pseudo-queries';
import type { Drafting, GraphBuildParts } from './build-parts.js';
import { type Covered, coveredByBank, isCovered } from './question-banks.js';
import { hashesReplied } from './steps/2-draft.js';

/** A build that is only planned, for an estimate. */
export interface PlannedBuild {
  readonly parts: GraphBuildParts;
  readonly graph: string;
  readonly settings: BuildSettings;
}

const rowsPerPage = 1_000;

/** What a build would ask of its language model: what neither the bank, nor the active build, nor a kept reply covers. */
export async function estimateDraftingLoad(build: PlannedBuild, drafting: Drafting): Promise<DraftingLoad> {
  const { stores } = build.parts;
  const { levels } = build.settings;
  const draftingKey = draftingKeyOf(drafting.model);
  const articlesPerCall = drafting.settings.LEXHOP_LLM_ARTICLES_PER_CALL;
  const covers = [await coveredByBank(stores.bank, build.graph), await coveredByActive(build, draftingKey)];
  let load = noDraftingLoad;
  for await (const statute of wantedStatutes(build)) {
    const missing = statute.filter(
      (node) => levels.includes(node.level) && isLive(node) && !covers.some((covered) => isCovered(covered, node)),
    );
    const keys = missing.map(({ contentHash }) => ({ contentHash, draftingKey }));
    const replied = await hashesReplied(stores.replies, keys);
    const wanted = new Set(missing.filter((node) => !replied.has(node.contentHash)).map(({ id }) => id));
    if (wanted.size === 0) continue;
    const inOrder = statute.filter(({ level, id }) => level === 'article' || wanted.has(id));
    load = addDraftingLoads(load, draftingLoadOf(articlesToDraft(inOrder, wanted), articlesPerCall));
  }
  return load;
}

/** For each statute that the build would cover, its nodes at every level, in order of position. */
async function* wantedStatutes({ parts, graph, settings }: PlannedBuild): AsyncGenerator<readonly ArticleNode[]> {
  const { statutes } = parts.stores;
  const pages = settings.statutes
    ? [[...new Set(settings.statutes)].map((id) => ({ id }))]
    : statutePages(statutes, graph);
  for await (const page of pages) {
    for (const { id } of page) {
      const statute = await statutes.find(graph, id);
      if (statute) yield statute.nodes;
    }
  }
}

/** Nodes that a build from the active one takes over with their questions. */
async function coveredByActive({ parts, graph, settings }: PlannedBuild, fallbackKey: string): Promise<Covered> {
  const { versions, contents, draft } = parts.stores;
  const active = settings.from === 'active' ? await versions.active(graph) : undefined;
  const covered = new Map<string, string>();
  if (!active) return covered;
  for await (const page of contents.nodes(active)) for (const node of page) covered.set(node.id, node.contentHash);
  const pages = pagesOf({
    limit: rowsPerPage,
    keyOf: ({ node }: UndraftedNode) => node.id,
    read: (after = '', limit) => draft.undrafted(active, { after, limit, fallbackKey }),
  });
  for await (const page of pages) for (const { node } of page) covered.delete(node.id);
  return covered;
}
