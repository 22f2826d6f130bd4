import type { NodeDraft, UndraftedNode } from '@lexhop/graph-store';
import { questionsOf } from '@lexhop/pseudo-queries';
import { batchName, type BuildContext, type BuildStepWork } from '../build-step.js';
import { planPages } from './plan-pages.js';

const nodesPerBatch = 200;

/** Drafts pseudo-queries: from the graph's question bank, else by a language model; with neither, none. */
export const draftStep: BuildStepWork = {
  name: 'draft',
  plan: (context) =>
    planPages(
      (after) => undrafted(context, { after, limit: nodesPerBatch }),
      (item) => item.node.id,
      (place, range) => ({ name: batchName('nodes', place), kind: 'nodes', ...range }),
    ),
  runBatch: async (context, batch) => {
    const nodes = await undrafted(context, { after: batch.from, upTo: batch.to, limit: nodesPerBatch });
    const drafts = nodes.flatMap(draftFromBank);
    await context.parts.stores.draft.saveDrafts(context.run, drafts);
  },
  finish: async () => {},
};

function undrafted({ parts, run }: BuildContext, page: { after: string; upTo?: string; limit: number }) {
  return parts.stores.draft.undrafted(run, page);
}

function draftFromBank({ node, bankEntry, draftingKey }: UndraftedNode): readonly NodeDraft[] {
  if (!bankEntry) return [];
  const questions = questionsOf(node.id, { ...bankEntry, draftedBy: bankEntry.draftedBy ?? 'question-bank' });
  return [{ nodeId: node.id, contentHash: node.contentHash, draftingKey, questions }];
}
