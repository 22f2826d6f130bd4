import type { BuildSettings } from '@lexhop/graph-model';
import { z } from 'zod';
import type { GraphBuildParts } from './graph-build-parts.js';

const count = z.number().int().nonnegative();

/** What a build would do, at most: a build from the active one does only what changed. */
export const buildEstimateSchema = z.object({
  graph: z.string(),
  statutes: count,
  /** Live nodes at the levels asked for. */
  articles: count,
  paragraphs: count,
  /** Nodes whose questions come from the question bank, and those that would have none. */
  fromQuestionBank: count,
  withoutQuestions: count,
  /** Language-model calls, tokens and cost. */
  calls: count,
  inputTokens: count,
  outputTokens: count,
  costUsd: z.number().nonnegative(),
  minutes: z.number().nonnegative(),
  /** Texts to embed: articles, paragraphs and questions. */
  texts: count,
  notes: z.array(z.string()),
});
export type BuildEstimate = z.infer<typeof buildEstimateSchema>;

const questionsPerNode = 6;

/** Estimates a build without beginning it. */
export async function estimateBuild(
  parts: GraphBuildParts,
  graph: string,
  settings: BuildSettings,
): Promise<BuildEstimate> {
  const [counts, fit] = await Promise.all([parts.stores.statutes.count(graph), parts.stores.bank.fit(graph)]);
  const paragraphs = settings.levels.includes('paragraph') ? counts.paragraphs.live : 0;
  const articles = settings.levels.includes('article') ? counts.articles.live : 0;
  const drafted = Math.min(fit.usable, articles + paragraphs);
  return {
    graph,
    statutes: counts.statutes,
    articles,
    paragraphs,
    fromQuestionBank: drafted,
    withoutQuestions: articles + paragraphs - drafted,
    calls: 0,
    inputTokens: 0,
    outputTokens: 0,
    costUsd: 0,
    minutes: 0,
    texts: articles + paragraphs + drafted * questionsPerNode,
    notes: notesOf(articles + paragraphs, drafted),
  };
}

function notesOf(nodes: number, drafted: number): string[] {
  if (nodes === 0) return ['The graph has no articles: import statutes first.'];
  if (drafted === 0) {
    return [
      'There are no questions: the graph would consist of citation and hierarchy edges. Import a question bank, or set a language model.',
    ];
  }
  return ['A build from the active one drafts, embeds and matches only what changed since.'];
}
