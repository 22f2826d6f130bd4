import { type ArticleNode, type BuildFailure, idsOfStatute } from '@lexhop/graph-model';
import type { NodeDraft } from '@lexhop/graph-store';
import { guardLanguageModel, type LanguageModel, type LedgerAccount } from '@lexhop/language-model';
import {
  type ArticleToDraft,
  articlesToDraft,
  convertedIn,
  draftingKeyOf,
  type DraftOutcome,
  draftWithLanguageModel,
  questionsOf,
} from '@lexhop/pseudo-queries';
import type { BuildContext } from '../build-step.js';
import type { Drafting } from '../build-parts.js';
import { coveredByBank, isCovered } from '../question-banks.js';
import { articleNotDrafted, isDraftingStopped } from '../build-failures.js';

type Drafted = Extract<DraftOutcome, { readonly questions: unknown }>;

/**
 * Drafts nodes with the build's language model and saves their questions. An article without usable questions is recorded as a failure of
 * the build. Rejects as the model does. Every reply is stored as it comes, so no article is paid for twice.
 */
export async function draftByLanguageModel(context: BuildContext, nodes: readonly ArticleNode[]): Promise<void> {
  const { parts, run, build, signal } = context;
  const { drafting, stores } = parts;
  if (!drafting || nodes.length === 0 || isDraftingStopped(build)) return;
  const model = await context.cache.of(guardedModel, { ...context, drafting });
  const articlesPerCall = drafting.settings.LEXHOP_LLM_ARTICLES_PER_CALL;
  const articles = await articlesOf(context, nodes);
  const drafter = { model, replies: stores.replies, signal };
  const outcomes = await draftWithLanguageModel(articles, drafter, { articlesPerCall });
  const failures = outcomes.flatMap((outcome) => ('fault' in outcome ? [failureOf(context, outcome)] : []));
  // Failures are saved first, so that after a crash these articles are not asked for again.
  if (failures.length > 0) await stores.builds.recordFailures(run, failures);
  const drafts = outcomes.flatMap((outcome) => ('fault' in outcome ? [] : [draftOf(model, outcome)]));
  await stores.draft.saveDrafts(run, drafts);
  if (drafts.length > 0 && !build.draftedBy.includes(model.id)) {
    await stores.builds.save(run, { draftedBy: [...build.draftedBy, model.id] });
  }
  await recordLedger(context);
}

/** Copies what the build has spent so far from the ledger into the build's record. */
export async function recordLedger({ parts, run }: BuildContext): Promise<void> {
  const ledger = await parts.stores.ledger.totals({ account: accountOf(run) });
  if (ledger.length > 0) await parts.stores.builds.save(run, { ledger: [...ledger] });
}

/** Questions that came in another Chinese script than their article and were converted: how many, and of which nodes. */
export interface Converted {
  readonly questions: number;
  readonly nodeIds: readonly string[];
}

/** Counts converted questions in the stored replies for the build's nodes, also those of earlier runs and builds. Nodes that the question bank covers now do not count. */
export async function convertedQuestions({ parts, run, build }: BuildContext): Promise<Converted> {
  const { stores, drafting } = parts;
  let questions = 0;
  const nodeIds: string[] = [];
  if (!drafting || !build.draftedBy.includes(drafting.model.id)) return { questions, nodeIds };
  const draftingKey = draftingKeyOf(drafting.model);
  const covered = await coveredByBank(stores.bank, run.graph);
  for await (const page of stores.contents.nodes(run)) {
    const nodes = page.filter((node) => !isCovered(covered, node));
    const kept = await stores.replies.find(nodes.map(({ contentHash }) => ({ contentHash, draftingKey })));
    const converted = new Map(kept.map((reply) => [reply.contentHash, convertedIn(reply)]));
    for (const { id, contentHash } of nodes) {
      const count = converted.get(contentHash) ?? 0;
      questions += count;
      if (count > 0) nodeIds.push(id);
    }
  }
  return { questions, nodeIds };
}

/** The model with limits, budget and ledger. The batches of a round share one, because it learns how long replies are and how long to pause. */
async function guardedModel({ parts, run, drafting }: BuildContext & { readonly drafting: Drafting }) {
  const { model, settings, limiter } = drafting;
  const { stores, clock, logger } = parts;
  const account = accountOf(run);
  return guardLanguageModel(model, settings, { limiter, ledger: stores.ledger, account, clock, logger });
}

function accountOf({ graph, number }: BuildContext['run']): LedgerAccount {
  return { graph, build: number, purpose: 'drafting' };
}

/** The nodes, each with the articles around it in its statute. */
async function articlesOf({ parts, run }: BuildContext, nodes: readonly ArticleNode[]): Promise<ArticleToDraft[]> {
  const wanted = new Set(nodes.map(({ id }) => id));
  const articles: ArticleToDraft[] = [];
  for (const statuteId of new Set(nodes.map((node) => node.statuteId))) {
    const statute = await parts.stores.edges.nodes(run, idsOfStatute(statuteId));
    const inOrder = statute
      .filter(({ level, id }) => level === 'article' || wanted.has(id))
      .toSorted((one, other) => one.position - other.position);
    articles.push(...articlesToDraft(inOrder, wanted));
  }
  return articles;
}

function draftOf(model: LanguageModel, { article: { node }, questions }: Drafted): NodeDraft {
  const draftingKey = draftingKeyOf(model);
  return { nodeId: node.id, contentHash: node.contentHash, draftingKey, questions: questionsOf(node.id, questions) };
}

function failureOf(
  { parts }: BuildContext,
  { article: { node }, fault, timesAsked }: Extract<DraftOutcome, { readonly fault: string }>,
): BuildFailure {
  return {
    step: 'draft',
    batch: node.id,
    code: articleNotDrafted,
    sentence: `${node.id} was asked for ${timesAsked === 1 ? 'once' : `${timesAsked} times`}, and no usable reply came: ${fault}`,
    attempts: timesAsked,
    at: parts.clock.now().toISOString(),
  };
}
