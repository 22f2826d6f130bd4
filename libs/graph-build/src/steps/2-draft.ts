import type { NodeDraft, UndraftedNode } from '@lexhop/graph-store';
import { questionsOf } from '@lexhop/pseudo-queries';
import type { BuildStepWork } from '../build-step.js';
import { ArticlesNotDraftedError } from '../errors/articles-not-drafted-error.js';
import { draftByLanguageModel, recordLedger } from './draft-by-language-model.js';
import { articlesGivenUp } from './drafting-failures.js';
import { planDrafts, undraftedPages } from './plan-drafts.js';

/** Drafts pseudo-queries: from the graph's question bank, else by a language model; with neither, none. */
export const draftStep: BuildStepWork = {
  name: 'draft',
  plan: planDrafts,
  runBatch: async (context, batch) => {
    for await (const nodes of undraftedPages(context, batch)) {
      await context.parts.stores.draft.saveDrafts(context.run, nodes.flatMap(draftFromBank));
      const asked = nodes.flatMap(({ node, bankEntry }) => (bankEntry ? [] : [node]));
      await draftByLanguageModel(context, asked);
    }
  },
  settle: recordLedger,
  finish: async ({ build }) => {
    const givenUp = articlesGivenUp(build);
    if (givenUp.length > 0 && !build.settings.activateWithoutFailed) throw new ArticlesNotDraftedError(givenUp);
  },
};

function draftFromBank({ node, bankEntry, draftingKey }: UndraftedNode): readonly NodeDraft[] {
  if (!bankEntry) return [];
  const questions = questionsOf(node.id, { ...bankEntry, draftedBy: bankEntry.draftedBy ?? 'question-bank' });
  return [{ nodeId: node.id, contentHash: node.contentHash, draftingKey, questions }];
}
