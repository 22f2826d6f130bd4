import type { UndraftedNode } from '@lexhop/graph-store';
import { draftingKeyOf } from '@lexhop/pseudo-queries';
import { batchName, type BuildContext, type StepPlan } from '../build-step.js';
import { articlesGivenUp } from './drafting-failures.js';

const nodesPerBatch = 200;
/** Calls follow one another within a batch; more of them would leave workers idle while others are busy for minutes. */
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
  /** Neither the bank nor a kept reply covers it. */
  readonly isAsked: boolean;
}

/** Cuts the nodes to draft into batches: many that the bank or a kept reply covers, a few that must be asked for. */
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

/** The nodes that still have to be drafted, in pages; those given up in this run are not among them. */
export async function* undraftedPages(
  { parts, run, build }: BuildContext,
  { from, to }: { readonly from: string; readonly to?: string },
): AsyncGenerator<readonly UndraftedNode[]> {
  const givenUp = new Set(articlesGivenUp(build).map(({ batch }) => batch));
  const fallback = parts.drafting ? { fallbackKey: draftingKeyOf(parts.drafting.model) } : {};
  const range = to === undefined ? {} : { upTo: to };
  let after = from;
  for (;;) {
    const page = await parts.stores.draft.undrafted(run, { after, limit: nodesPerBatch, ...range, ...fallback });
    const last = page.at(-1);
    if (!last) return;
    yield page.filter(({ node }) => !givenUp.has(node.id));
    after = last.node.id;
  }
}

async function* nodesToDraft(context: BuildContext): AsyncGenerator<NodeToDraft> {
  for await (const page of undraftedPages(context, { from: '' })) {
    const kept = await keptHashes(context, page);
    for (const { node, bankEntry } of page) {
      yield { id: node.id, isAsked: !bankEntry && !kept.has(node.contentHash) };
    }
  }
}

async function keptHashes({ parts }: BuildContext, page: readonly UndraftedNode[]): Promise<ReadonlySet<string>> {
  const keys = page.flatMap(({ node: { contentHash }, bankEntry, draftingKey }) =>
    bankEntry ? [] : [{ contentHash, draftingKey }],
  );
  const replies = keys.length > 0 ? await parts.stores.replies.find(keys) : [];
  return new Set(replies.flatMap(({ contentHash, fault }) => (fault === undefined ? [contentHash] : [])));
}
