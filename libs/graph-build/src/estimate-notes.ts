import type { ChainOutlook } from '@lexhop/embedding';
import type { DraftingEstimate } from '@lexhop/pseudo-queries';
import type { ForeseenWork } from '@lexhop/graph-store';
import { z } from 'zod';
import type { Drafting } from './build-parts.js';

/** Something about an estimate that its reader should know: a stable code, and a sentence with the facts. */
export const estimateNoteSchema = z.object({
  code: z.enum([
    'no-articles',
    'no-questions',
    'only-changes',
    'nothing-changed',
    'other-model',
    'price-unknown',
    'over-budget',
    'no-embedding',
    'not-semantic',
  ]),
  sentence: z.string(),
});
type EstimateNote = Readonly<z.infer<typeof estimateNoteSchema>>;

interface Estimated {
  readonly nodes: number;
  readonly work: ForeseenWork;
  readonly withoutQuestions: number;
  /** To embed. */
  readonly texts: number;
  /** Absent where no language model is set. */
  readonly drafting: Drafting | undefined;
  readonly load: DraftingEstimate;
  readonly embedding: ChainOutlook;
}

/** What the reader of an estimate should know: of the graph first, then of the cost, then of the embedding. */
export function estimateNotes(estimated: Estimated): EstimateNote[] {
  const { drafting, load, embedding } = estimated;
  return [...notesOnGraph(estimated), ...notesOnCost(drafting, load), ...notesOnEmbedding(embedding)];
}

function notesOnGraph({ nodes, withoutQuestions, work, texts }: Estimated): EstimateNote[] {
  if (nodes === 0) return note('no-articles', 'The graph has no articles: import statutes first.');
  if (withoutQuestions === nodes)
    return note(
      'no-questions',
      'There are no questions: the graph would consist of citation and hierarchy edges. Import a question bank, or set a language model.',
    );
  if (work.changed + work.toDraft > 0)
    return note('only-changes', 'A build from the active one drafts, embeds and matches only what changed since.');
  if (texts > 0)
    return note(
      'other-model',
      'Nothing changed, but another model would embed than the active build has: all texts are embedded anew.',
    );
  return note('nothing-changed', 'Nothing changed since the active build: there is nothing to draft or embed.');
}

function notesOnCost(drafting: Drafting | undefined, { calls, costUsd }: DraftingEstimate): EstimateNote[] {
  if (!drafting || calls === 0) return [];
  if (costUsd === undefined)
    return note('price-unknown', `What ${drafting.model.id} costs is not known: set its price in LEXHOP_LLM_PRICES.`);
  return (['LEXHOP_LLM_BUDGET_BUILD_USD', 'LEXHOP_LLM_BUDGET_DAY_USD'] as const).flatMap((name) => {
    const budget = drafting.settings[name];
    if (budget === undefined || budget >= costUsd) return [];
    const sentence = `The build would stop at its budget of ${budget} USD, and go on when ${name} is raised and it is retried.`;
    return note('over-budget', sentence);
  });
}

function notesOnEmbedding({ expected, semantic }: ChainOutlook): EstimateNote[] {
  if (expected === undefined)
    return note('no-embedding', 'No embedding provider of the chain works: the build would stop when it embeds.');
  if (semantic) return [];
  return note('not-semantic', `The vectors would be ${expected}'s: they know characters, not meaning.`);
}

function note(code: EstimateNote['code'], sentence: string): EstimateNote[] {
  return [{ code, sentence }];
}
