import { reasonSchema } from '@lexhop/foundation';
import type { BuildSettings } from '@lexhop/graph-model';
import { howToSetLanguageModel, priceOf } from '@lexhop/language-model';
import { type DraftingEstimate, draftingKeyOf, estimateDrafting, noDraftingLoad } from '@lexhop/pseudo-queries';
import { z } from 'zod';
import type { Drafting, GraphBuildParts } from './build-parts.js';
import { estimateDraftingLoad, type PlannedBuild } from './estimate-load.js';
import { estimateNotes, estimateNoteSchema } from './estimate-notes.js';
import { resolveNames } from './resolve-names.js';

const count = z.number().int().nonnegative();

/** What a build would do: what is taken over from the active build is done no more. At most, where replies and vectors are kept from before. */
export const buildEstimateSchema = z.object({
  graph: z.string(),
  statutes: count,
  /** Live nodes of these statutes at the levels asked for. */
  articles: count,
  paragraphs: count,
  /** Those of them that are new or changed since the active build; all, where there is none or the build is from scratch. */
  changed: count,
  /** Nodes whose questions come from the question bank, those that a language model is asked for, and those that would have none. */
  fromQuestionBank: count,
  byLanguageModel: count,
  withoutQuestions: count,
  /** `provider/model`; absent where none is set. */
  languageModel: z.string().optional(),
  /** Language-model calls, tokens and cost, if no reply has to be repaired; minutes at the rate limit. */
  calls: count,
  inputTokens: count,
  outputTokens: count,
  costUsd: z.number().nonnegative(),
  minutes: z.number().nonnegative(),
  /** Who would draft: the question bank, a language model, both or nobody; and why, in a sentence. */
  drafting: z.object({ by: z.array(z.string()), reason: z.string() }),
  /** What the texts would be embedded with; nothing is opened, fetched or asked for it. */
  embedding: z.object({
    /** The provider that a build would come to; absent where all are passed over. */
    expected: z.string().optional(),
    /** False where its vectors would know characters, not meaning. */
    semantic: z.boolean(),
    /** In order, down to the first that is sure to work. */
    chain: z.array(
      reasonSchema.extend({
        name: z.string(),
        state: z.enum(['ready', 'fetch', 'ask', 'passed-over']),
        bytes: count.optional(),
        /** Why it failed when it was tried last, though nothing that is known now is in its way. */
        lastFailure: reasonSchema.optional(),
      }),
    ),
  }),
  /** Texts to embed: articles and paragraphs that are new or changed, and questions that are drafted; all of them in another embedding space than the active build's. */
  texts: count,
  notes: z.array(estimateNoteSchema),
});
export type BuildEstimate = z.infer<typeof buildEstimateSchema>;

const questionsPerNode = 6;
/** What a reply of six questions takes of today's small models. */
const secondsPerCall = 2;

/**
 * Estimates a build without beginning it. Throws a SettingError for an unknown embedding provider, an
 * UnknownStatutesError for statutes that the graph does not have.
 */
export async function estimateBuild(
  parts: GraphBuildParts,
  graph: string,
  given: BuildSettings,
): Promise<BuildEstimate> {
  const settings = await resolveNames(parts, graph, given);
  const [work, drafting, embedding, active] = await Promise.all([
    parts.stores.draft.foresee(graph, settings, parts.drafting && draftingKeyOf(parts.drafting.model)),
    draftingOf({ parts, graph, settings }),
    parts.embedding.outlook(settings.embeddingChain?.join(',')),
    parts.stores.versions.active(graph),
  ]);
  const { toDraft: _toDraft, ...counts } = work;
  const { fromQuestionBank } = counts;
  const nodes = counts.articles + counts.paragraphs;
  const withoutQuestions = parts.drafting ? 0 : nodes - fromQuestionBank;
  const { articles: byLanguageModel, costUsd = 0, ...load } = drafting;
  const isOtherSpace = active?.space !== undefined && active.space.provider !== embedding.expected;
  const fresh = isOtherSpace ? { changed: nodes, toDraft: nodes - withoutQuestions } : work;
  const texts = fresh.changed + fresh.toDraft * questionsPerNode;
  return {
    graph,
    ...counts,
    byLanguageModel,
    withoutQuestions,
    ...(parts.drafting && { languageModel: parts.drafting.model.id }),
    ...load,
    costUsd,
    drafting: draftersOf(parts.drafting, { nodes, fromQuestionBank, byLanguageModel }),
    embedding: { ...embedding, chain: embedding.chain.map((outlook) => ({ ...outlook })) },
    texts,
    notes: estimateNotes({ nodes, work, texts, withoutQuestions, drafting: parts.drafting, load: drafting, embedding }),
  };
}

interface DraftedNodes {
  readonly nodes: number;
  readonly fromQuestionBank: number;
  readonly byLanguageModel: number;
}

function draftersOf(drafting: Drafting | undefined, { nodes, fromQuestionBank, byLanguageModel }: DraftedNodes) {
  const bank = `${fromQuestionBank} of ${nodes} are drafted from the question bank`;
  const by = fromQuestionBank > 0 ? ['question-bank'] : [];
  if (!drafting) {
    return { by, reason: `${bank}; no language model is set for others (${howToSetLanguageModel}).` };
  }
  const { id } = drafting.model;
  if (byLanguageModel > 0) by.push(id);
  return {
    by,
    reason: `${bank}; ${id} is asked for ${byLanguageModel}, which neither it nor an earlier reply covers.`,
  };
}

async function draftingOf(build: PlannedBuild): Promise<DraftingEstimate> {
  const { drafting } = build.parts;
  if (!drafting) return { ...noDraftingLoad, minutes: 0 };
  const { LEXHOP_LLM_REQUESTS_PER_MINUTE, LEXHOP_LLM_TOKENS_PER_MINUTE, LEXHOP_LLM_PRICES } = drafting.settings;
  return estimateDrafting(await estimateDraftingLoad(build, drafting), {
    price: priceOf(LEXHOP_LLM_PRICES, drafting.model.id),
    limits: { requestsPerMinute: LEXHOP_LLM_REQUESTS_PER_MINUTE, tokensPerMinute: LEXHOP_LLM_TOKENS_PER_MINUTE },
    workers: drafting.workers,
    secondsPerCall,
  });
}
