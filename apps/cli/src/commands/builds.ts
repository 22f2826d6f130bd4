import {
  answerOf,
  type BuildReference,
  followBuild,
  ProblemError,
  type Schema,
  ServerUnreachableError,
} from '@lexhop/client';
import { BuildFailedError } from '../errors.js';
import { spellCommand } from '../terminal/output.js';
import { BuildProgress } from '../terminal/progress.js';
import { buildReport } from '../terminal/build-report.js';
import { type CommandContext, type Connection, type GraphOptions, withConnection } from '../connect.js';

export interface BuildOptions extends GraphOptions {
  readonly from: 'active' | 'scratch';
  readonly levels: string;
  readonly statutes?: string;
  readonly chain?: string;
  readonly detach?: boolean;
}

/** `lexhop build`: begins a build and shows its progress until it ends; one that is being made already is followed instead, unless detached. */
export function buildCommand(context: CommandContext, options: BuildOptions) {
  return withConnection(context, async (connection) => {
    const { graph, json } = options;
    const request = requestOf(options);
    if (options.detach && !connection.ownsServer) {
      return showBuild(context, await beginBuild(connection, graph, request), json);
    }
    await seeThrough(context, connection, await beginOrFollow(context, connection, { graph, request }), json);
  });
}

/** `lexhop retry N`, which shows the progress until the build ends; `cancel N`, `rollback N` */
export function administerCommand(context: CommandContext, verb: Verb, number: string, { graph, json }: GraphOptions) {
  return withConnection(context, async (connection) => {
    const build = { graph, number: Number(number) };
    if (verb === 'retry') await seeThrough(context, connection, await retryOrFollow(context, connection, build), json);
    else showBuild(context, await changeBuild(connection, verb, build), json);
  });
}

/** Watches a build until it ends and shows what became of it. Throws a BuildFailedError unless it is then the active one. */
export async function seeThrough(
  context: CommandContext,
  connection: Connection,
  begun: BuildReference,
  json = false,
): Promise<void> {
  const build = await watchBuild(connection, begun);
  showBuild(context, build, json);
  if (build.state !== 'active') throw new BuildFailedError(build);
}

interface BuildToBegin {
  readonly graph: string;
  readonly request?: Schema<'BuildRequest'>;
}

/**
 * Begins a build, or names the one that the graph is being built by already, and says so: the server works on that one,
 * also where the process that began it was killed.
 */
export async function beginOrFollow(
  context: CommandContext,
  connection: Connection,
  { graph, request }: BuildToBegin,
): Promise<BuildReference> {
  try {
    return await beginBuild(connection, graph, request);
  } catch (thrown) {
    const running = thrown instanceof ProblemError && thrown.code === 'build-running' && thrown.facts['running'];
    if (typeof running !== 'number') throw thrown;
    return toFollow(context, { graph, number: running });
  }
}

/** Retries a build; one that is being made already needs no retry. */
async function retryOrFollow(
  context: CommandContext,
  connection: Connection,
  build: BuildReference,
): Promise<BuildReference> {
  try {
    return await changeBuild(connection, 'retry', build);
  } catch (thrown) {
    if (!(thrown instanceof ProblemError && thrown.code === 'build-state')) throw thrown;
    const call = connection.client.rest.GET('/api/v1/graphs/{graph}/builds/{number}', { params: { path: build } });
    if ((await answerOf(call)).state !== 'running') throw thrown;
    return toFollow(context, build);
  }
}

function toFollow({ output }: CommandContext, build: BuildReference): BuildReference {
  const { graph, number } = build;
  output.remark(
    `Build ${number} of graph ${graph} is being made already: it goes on where it was, and is followed to its end. ` +
      `Nothing else is begun; ${spellCommand(`cancel ${number}`, graph)} stops it.`,
  );
  return build;
}

/** Puts a build on the server's queue. */
async function beginBuild(
  { client }: Connection,
  graph: string,
  body: Schema<'BuildRequest'> = {},
): Promise<Schema<'Build'>> {
  const call = client.rest.POST('/api/v1/graphs/{graph}/builds', {
    params: { path: { graph } },
    body,
  });
  return (await answerOf(call)) as Schema<'Build'>;
}

type Verb = 'cancel' | 'retry' | 'activate';

function changeBuild({ client }: Connection, verb: Verb, path: BuildReference) {
  const calls = {
    cancel: '/api/v1/graphs/{graph}/builds/{number}/cancel',
    retry: '/api/v1/graphs/{graph}/builds/{number}/retry',
    activate: '/api/v1/graphs/{graph}/builds/{number}/activate',
  } as const satisfies Record<Verb, string>;
  return answerOf<Schema<'Build'>>(client.rest.POST(calls[verb], { params: { path } }));
}

const longestAbsence = 60_000;

/** Shows a build until it ends. A server that is away is waited for a minute; one that this command began is not. */
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
    levels: levels.split(',') as Schema<'NodeLevel'>[],
    ...(statutes === undefined ? {} : { statutes: statutes.split(',') }),
    ...(chain === undefined ? {} : { embeddingChain: chain.split(',') }),
  };
}

function showBuild({ output }: CommandContext, build: Schema<'Build'>, json = false): void {
  if (json) output.json(build);
  else for (const line of buildReport(build)) output.line(line);
}

/** `lexhop estimate`: what a build would do and cost. */
export function estimateCommand(context: CommandContext, options: BuildOptions) {
  return withConnection(context, async ({ client }) => {
    const params = { path: { graph: options.graph }, query: { dryRun: 'true' } } as const;
    const call = client.rest.POST('/api/v1/graphs/{graph}/builds', { params, body: requestOf(options) });
    const estimate = (await answerOf(call)) as Schema<'BuildEstimate'>;
    if (options.json) return context.output.json(estimate);
    const { output } = context;
    output.line(
      `${estimate.statutes} statutes, ${estimate.articles} live articles, ${estimate.paragraphs} live paragraphs`,
    );
    output.line(
      `questions: ${estimate.fromQuestionBank} nodes from the question bank, ${estimate.byLanguageModel} to be drafted${estimate.languageModel === undefined ? '' : ` by ${estimate.languageModel}`}, ${estimate.withoutQuestions} without any`,
    );
    output.line(
      `language model: ${estimate.calls} calls, ${estimate.inputTokens} tokens in, ${estimate.outputTokens} out, ${estimate.costUsd.toFixed(2)} USD, ${estimate.minutes.toFixed(1)} minutes`,
    );
    output.line(`drafting: ${estimate.drafting.reason}`);
    output.line(`texts to embed: ${estimate.texts}, with ${estimate.embedding.expected ?? 'nothing that works'}`);
    for (const { name, state, reason, lastFailure } of estimate.embedding.chain) {
      output.line(`  ${name} (${state}): ${reason}`);
      if (lastFailure) output.line(`    When it was tried last, it failed: ${lastFailure.reason}`);
    }
    for (const { sentence } of estimate.notes) output.line(`! ${sentence}`);
  });
}
