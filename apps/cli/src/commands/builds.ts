import {
  answerOf,
  type BuildReference,
  followBuild,
  ProblemError,
  type Schema,
  ServerUnreachableError,
} from '@lexhop/client';
import type { GraphOptions } from '../command.js';
import type { Connection } from '../connect.js';
import { BuildFailedError } from '../errors.js';
import { buildReport } from '../terminal/build-report.js';
import { spellCommand } from '../terminal/output.js';
import { BuildProgress } from '../terminal/progress.js';

interface BuildOptions extends GraphOptions {
  readonly from: 'active' | 'scratch';
  readonly levels: readonly string[];
  readonly statutes?: readonly string[];
  readonly chain?: string;
  readonly detach?: boolean;
}

const buildsPath = '/api/v1/graphs/{graph}/builds';
const buildPath = `${buildsPath}/{number}` as const;

/** `lexhop build`: begins a build and shows its progress until it ends. Where one is being made already, follows that one, unless detached. */
export async function buildCommand(connection: Connection, options: BuildOptions): Promise<void> {
  const { graph } = options;
  const request = requestOf(options);
  if (options.detach && connection.ownsDirectory === undefined) {
    return showBuild(connection, await beginBuild(connection, graph, request));
  }
  return seeThrough(connection, await beginOrFollow(connection, graph, request));
}

/** `lexhop retry N`: goes on with a build and shows its progress until it ends. */
export async function retryCommand(connection: Connection, number: string, { graph }: GraphOptions): Promise<void> {
  const build = { graph, number: Number(number) };
  await seeThrough(connection, await retryOrFollow(connection, build));
}

/** `lexhop cancel N` */
export async function cancelCommand(connection: Connection, number: string, { graph }: GraphOptions): Promise<void> {
  showBuild(connection, await changeBuild(connection, 'cancel', { graph, number: Number(number) }));
}

/** `lexhop rollback N` */
export async function rollbackCommand(connection: Connection, number: string, { graph }: GraphOptions): Promise<void> {
  showBuild(connection, await changeBuild(connection, 'activate', { graph, number: Number(number) }));
}

/** Watches a build until it ends and shows what became of it. Throws a BuildFailedError unless it is then the active one. */
export async function seeThrough(connection: Connection, begun: BuildReference): Promise<void> {
  const build = await watchBuild(connection, begun);
  showBuild(connection, build);
  if (build.state !== 'active') throw new BuildFailedError(build);
}

/**
 * Begins a build. Where one is being made already, says so and gives that one: the server works on it, even if the process
 * that began it was killed.
 */
export async function beginOrFollow(
  connection: Connection,
  graph: string,
  request?: Schema<'BuildRequest'>,
): Promise<BuildReference> {
  try {
    return await beginBuild(connection, graph, request);
  } catch (thrown) {
    const running = thrown instanceof ProblemError && thrown.code === 'build-running' && thrown.facts['running'];
    if (typeof running !== 'number') throw thrown;
    return toFollow(connection, { graph, number: running });
  }
}

/** Retries a build. One that is being made already needs no retry: says so and gives it. */
async function retryOrFollow(connection: Connection, build: BuildReference): Promise<BuildReference> {
  try {
    return await changeBuild(connection, 'retry', build);
  } catch (thrown) {
    if (!(thrown instanceof ProblemError && thrown.code === 'build-state')) throw thrown;
    const call = connection.client.rest.GET(buildPath, { params: { path: build } });
    if ((await answerOf(call)).state !== 'running') throw thrown;
    return toFollow(connection, build);
  }
}

function toFollow({ output }: Connection, build: BuildReference): BuildReference {
  const { graph, number } = build;
  output.remark(
    `Build ${number} of graph ${graph} is being made already: it goes on where it was, and is followed to its end. ` +
      `Nothing else is begun; ${spellCommand(`cancel ${number}`, graph)} stops it.`,
  );
  return build;
}

/** Puts a build on the server's queue. */
async function beginBuild({ client }: Connection, graph: string, body: Schema<'BuildRequest'> = {}) {
  const call = client.rest.POST(buildsPath, { params: { path: { graph } }, body });
  return (await answerOf(call)) as Schema<'Build'>;
}

function changeBuild({ client }: Connection, verb: 'cancel' | 'retry' | 'activate', path: BuildReference) {
  return answerOf<Schema<'Build'>>(client.rest.POST(`${buildPath}/${verb}`, { params: { path } }));
}

const longestAbsence = 60_000;

/** Shows a build until it ends. Waits a minute for a server that is away, but not for one that this command began. */
async function watchBuild({ client, serverEnded }: Connection, begun: BuildReference): Promise<Schema<'Build'>> {
  const progress = new BuildProgress();
  let hasEnded = false;
  void serverEnded.then(() => (hasEnded = true));
  try {
    return await followBuild(client, begun, {
      onBuild: (build) => progress.show(build),
      isGone: () => hasEnded,
      patience: { longestAbsence },
    });
  } catch (thrown) {
    if (!(thrown instanceof ServerUnreachableError)) throw thrown;
    const when = hasEnded ? 'when a server is started again' : 'without this command';
    const hint = `Build ${begun.number} of graph ${begun.graph} goes on ${when}: ${spellCommand('status', begun.graph)} tells how it stands.`;
    throw new ServerUnreachableError(thrown.url, { cause: thrown, hint });
  } finally {
    progress.end();
  }
}

/** A build request of the options. */
function requestOf({ from, levels, statutes, chain }: BuildOptions): Schema<'BuildRequest'> {
  return {
    from,
    levels: levels as Schema<'NodeLevel'>[],
    statutes: statutes && [...statutes],
    embeddingChain: chain?.split(','),
  };
}

function showBuild({ output }: Connection, build: Schema<'Build'>): void {
  output.answer(build, buildReport(build));
}

/** `lexhop estimate`: what a build would do and cost. */
export async function estimateCommand({ client, output }: Connection, options: BuildOptions): Promise<void> {
  const params = { path: { graph: options.graph }, query: { dryRun: 'true' } } as const;
  const call = client.rest.POST(buildsPath, { params, body: requestOf(options) });
  const estimate = (await answerOf(call)) as Schema<'BuildEstimate'>;
  output.answer(estimate, presentEstimate(estimate));
}

function presentEstimate({ embedding, ...estimate }: Schema<'BuildEstimate'>): readonly string[] {
  const drafter = estimate.languageModel === undefined ? '' : ` by ${estimate.languageModel}`;
  return [
    `${estimate.statutes} statutes, ${estimate.articles} live articles, ${estimate.paragraphs} live paragraphs`,
    `questions: ${estimate.fromQuestionBank} nodes from the question bank, ${estimate.byLanguageModel} to be drafted${drafter}, ${estimate.withoutQuestions} without any`,
    `language model: ${estimate.calls} calls, ${estimate.inputTokens} tokens in, ${estimate.outputTokens} out, ${estimate.costUsd.toFixed(2)} USD, ${estimate.minutes.toFixed(1)} minutes`,
    `drafting: ${estimate.drafting.reason}`,
    `texts to embed: ${estimate.texts}, with ${embedding.expected ?? 'nothing that works'}`,
    ...embedding.chain.flatMap(({ name, state, reason, lastFailure }) => [
      `  ${name} (${state}): ${reason}`,
      ...(lastFailure ? [`    When it was tried last, it failed: ${lastFailure.reason}`] : []),
    ]),
    ...estimate.notes.map(({ sentence }) => `! ${sentence}`),
  ];
}
