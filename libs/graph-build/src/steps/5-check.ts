import type { Build, BuildCounts, BuildReference, BuildWarning } from '@lexhop/graph-model';
import type { BankFit, BuildSummary, GraphVersions } from '@lexhop/graph-store';
import { howToSetLanguageModel } from '@lexhop/language-model';
import type { BuildContext } from '../build-step.js';
import { EmptyBuildError } from '../errors.js';
import { articlesGivenUp } from '../build-failures.js';
import { type Converted, convertedQuestions } from './draft-by-language-model.js';

/** Counts the build and saves warnings for its owner. Throws an EmptyBuildError for a build without nodes where the active build has some. */
export async function checkBuild(context: BuildContext): Promise<void> {
  const { parts, run, build } = context;
  const { builds, versions, bank } = parts.stores;
  const summary = await versions.summarize(run);
  const converted = await convertedQuestions(context);
  const warnings = warningsOf({ build, summary, bank: await bank.fit(run.graph), converted });
  const total = allNodes(summary.counts);
  await builds.save(run, { counts: summary.counts, warnings, progress: { check: { total, done: total } } });
  if (total === 0) await refuseToReplaceNodes(versions, run);
}

/** An empty build must not replace one that can answer: most likely it is a mistake. */
async function refuseToReplaceNodes(versions: GraphVersions, build: BuildReference): Promise<void> {
  const active = await versions.active(build.graph);
  if (!active) return;
  const nodes = allNodes((await versions.summarize(active)).counts);
  if (nodes > 0) throw new EmptyBuildError(build, { number: active.number, nodes });
}

/** Every node of a build, live or not. */
export function allNodes({ nodes }: BuildCounts): number {
  return nodes.article + nodes.paragraph + nodes.repealed;
}

interface Findings {
  readonly build: Build;
  readonly summary: BuildSummary;
  readonly bank: BankFit;
  readonly converted: Converted;
}

type Check = (findings: Findings) => BuildWarning | undefined;

/** What a build's owner should know before trusting it. Each warning is a sentence with a count and at most 100 ids. */
function warningsOf(findings: Findings): readonly BuildWarning[] {
  return checks.map((check) => check(findings)).filter((warning) => warning !== undefined);
}

const checks: readonly Check[] = [
  noNodes,
  noQuestionEdges,
  fewQuestionEdges,
  articlesLeftOut,
  questionsConverted,
  undraftedNodes,
  isolatedNodes,
  bankOfOtherText,
  bankOfUnknownArticles,
  mockEmbedding,
];

function noNodes({ build, summary }: Findings) {
  if (allNodes(summary.counts) > 0) return undefined;
  return warn('no-nodes', `Graph ${build.graph} has no articles: import statutes, then build again.`);
}

function noQuestionEdges({ summary }: Findings) {
  if (summary.counts.edges.question > 0) return undefined;
  const sentence =
    'The graph has 0 question edges: it consists of the edges that the law’s words state and of those of the hierarchy only. Import a question bank ' +
    `(\`lexhop questions import FILE\`) or let a language model draft (${howToSetLanguageModel}), then build again.`;
  return warn('no-question-edges', sentence);
}

function fewQuestionEdges({ summary }: Findings) {
  const { edges, questions, nodes, undrafted } = summary.counts;
  const live = nodes.article + nodes.paragraph;
  if (edges.question >= live - undrafted) return undefined;
  const sentence = `Only ${edges.question} question edges were made from ${questions.outgoing} outgoing questions of ${live} live articles and paragraphs.`;
  return warn('few-question-edges', sentence, edges.question);
}

function undraftedNodes({ summary }: Findings) {
  const count = summary.counts.undrafted;
  const sentence = `${count} live articles or paragraphs have no questions: neither the question bank nor a language model drafted any for them.`;
  return warn('undrafted', sentence, count, summary.undraftedIds);
}

function articlesLeftOut({ build }: Findings) {
  const ids = articlesGivenUp(build).map(({ batch }) => batch);
  const sentence = `${ids.length} articles or paragraphs were left without questions, because no usable reply came for them; the next build asks for them again.`;
  return warn('articles-left-out', sentence, ids.length, ids);
}

function questionsConverted({ converted: { questions, nodeIds } }: Findings) {
  const sentence =
    `${questions} questions of ${nodeIds.length} articles or paragraphs came in another script than the text, again after ` +
    'the model was asked for the right one, and were converted.';
  return warn('questions-converted', sentence, questions, nodeIds);
}

function isolatedNodes({ summary }: Findings) {
  const count = summary.counts.isolated;
  const sentence = `${count} live articles or paragraphs are isolated: no edge of a question or of the law’s words leads to or from them.`;
  return warn('isolated', sentence, count, summary.isolatedIds);
}

function bankOfOtherText({ bank }: Findings) {
  const { count, ids } = bank.otherText;
  const sentence = `${count} of ${bank.entries} entries of the question bank were drafted from another text of their article and were not used.`;
  return warn('bank-other-text', sentence, count, ids);
}

function bankOfUnknownArticles({ bank }: Findings) {
  const { count, ids } = bank.unknownArticle;
  const sentence = `${count} of ${bank.entries} entries of the question bank name articles that the graph does not have and were not used.`;
  return warn('bank-unknown-article', sentence, count, ids);
}

function mockEmbedding({ build }: Findings) {
  if (!build.space || build.space.semantic) return undefined;
  const sentence = `The vectors are ${build.space.provider}'s: they know characters, not meaning. Do not judge retrieval by this build.`;
  return warn('not-semantic', sentence);
}

const idsPerWarning = 100;

/** Makes a warning of something that the build lacks or has; none where it is counted and the count is 0. */
function warn(code: string, sentence: string, count?: number, ids: readonly string[] = []): BuildWarning | undefined {
  if (count === 0) return undefined;
  return { code, sentence, count: count ?? 0, ids: ids.slice(0, idsPerWarning) };
}
