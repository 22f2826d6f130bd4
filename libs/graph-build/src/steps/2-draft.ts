import { pagesOf } from '@lexhop/foundation';
import type { NodeDraft, UndraftedNode } from '@lexhop/graph-store';
import type { Batch } from '@lexhop/job-queue';
import type { ReplyKey, ReplyStore } from '@lexhop/language-model';
import { draftingKeyOf, questionsOf } from '@lexhop/pseudo-queries';
import { batchName, type BuildContext, type StepPlan } from '../build-step.js';
import { ArticlesNotDraftedError } from '../errors.js';
import { articlesGivenUp } from '../build-failures.js';
import { draftByLanguageModel } from './draft-by-language-model.js';

/** Drafts the pseudo-queries of a range of nodes: from the graph's question bank, else by a language model. With neither, a node gets none. */
export async function draftArticles(context: BuildContext, batch: Batch): Promise<void> {
  for await (const nodes of undraftedPages(context, batch)) {
    await context.parts.stores.draft.saveDrafts(context.run, nodes.flatMap(draftFromBank));
    const asked = nodes.flatMap(({ node, bankEntry }) => (bankEntry ? [] : [node]));
    await draftByLanguageModel(context, asked);
  }
}

/** Throws an ArticlesNotDraftedError where the language model could not draft some articles, unless the build may go on without them. */
export async function refuseUndrafted({ build }: BuildContext): Promise<void> {
  const givenUp = articlesGivenUp(build);
  if (givenUp.length > 0 && !build.settings.activateWithoutFailed) throw new ArticlesNotDraftedError(givenUp);
}

function draftFromBank({ node, bankEntry, draftingKey }: UndraftedNode): readonly NodeDraft[] {
  if (!bankEntry) return [];
  const questions = questionsOf(node.id, { ...bankEntry, draftedBy: bankEntry.draftedBy ?? 'question-bank' });
  return [{ nodeId: node.id, contentHash: node.contentHash, draftingKey, questions }];
}

const nodesPerBatch = 200;
/** The calls of a batch run one after another. Larger batches would keep one worker busy for minutes while others are idle. */
const callsPerBatch = 8;

interface DraftRange {
  readonly from: string;
  to: string;
  nodes: number;
  /** Nodes that a language model must be asked for. */
  asked: number;
}

interface NodeToDraft {
  readonly id: string;
  /** Whether a language model must be asked: neither the bank nor a stored reply covers the node. */
  readonly isAsked: boolean;
}

/** Cuts the nodes to draft into batches. A batch holds up to 200 nodes, but only as many calls to the language model as `callsPerBatch`. */
export async function planDrafts(context: BuildContext): Promise<StepPlan> {
  const mostAsked = callsPerBatch * (context.parts.drafting?.settings.LEXHOP_LLM_ARTICLES_PER_CALL ?? 1);
  const ranges: DraftRange[] = [];
  for await (const node of nodesToDraft(context)) addTo(ranges, node, mostAsked);
  return {
    batches: ranges.map(({ from, to }, place) => ({ name: batchName('nodes', place), kind: 'nodes', from, to })),
    missing: ranges.reduce((sum, { nodes }) => sum + nodes, 0),
  };
}

function addTo(ranges: DraftRange[], { id, isAsked }: NodeToDraft, mostAsked: number): void {
  const last = ranges.at(-1);
  const fits = last && last.nodes < nodesPerBatch && (!isAsked || last.asked < mostAsked);
  const range = fits ? last : { from: last?.to ?? '', to: id, nodes: 0, asked: 0 };
  if (!fits) ranges.push(range);
  range.to = id;
  range.nodes += 1;
  if (isAsked) range.asked += 1;
}

/** The nodes that still have to be drafted, in pages and in order of id, without those that this run has given up. */
async function* undraftedPages(
  { parts, run, build }: BuildContext,
  { from, to }: { readonly from: string; readonly to?: string },
): AsyncGenerator<readonly UndraftedNode[]> {
  const givenUp = new Set(articlesGivenUp(build).map(({ batch }) => batch));
  const fallbackKey = parts.drafting && draftingKeyOf(parts.drafting.model);
  const pages = pagesOf({
    limit: nodesPerBatch,
    keyOf: ({ node }: UndraftedNode) => node.id,
    after: from,
    read: (after = '', limit) => parts.stores.draft.undrafted(run, { after, upTo: to, limit, fallbackKey }),
  });
  for await (const page of pages) yield page.filter(({ node }) => !givenUp.has(node.id));
}

async function* nodesToDraft(context: BuildContext): AsyncGenerator<NodeToDraft> {
  for await (const page of undraftedPages(context, { from: '' })) {
    const keys = page.flatMap(({ node: { contentHash }, bankEntry, draftingKey }) =>
      bankEntry ? [] : [{ contentHash, draftingKey }],
    );
    const kept = await hashesReplied(context.parts.stores.replies, keys);
    for (const { node, bankEntry } of page) {
      yield { id: node.id, isAsked: !bankEntry && !kept.has(node.contentHash) };
    }
  }
}

/** Of the given keys, the content hashes for which a usable reply is stored. */
export async function hashesReplied(replies: ReplyStore, keys: readonly ReplyKey[]): Promise<ReadonlySet<string>> {
  const kept = keys.length > 0 ? await replies.find(keys) : [];
  return new Set(kept.flatMap(({ contentHash, fault }) => (fault === undefined ? [contentHash] : [])));
}
