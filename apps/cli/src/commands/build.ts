import type { NodeLevel } from '@lexhop/graph-model';
import type { Connection } from '../client/connect.js';
import { BuildFailedError } from '../client/build-failed-error.js';
import { followBuild } from '../client/follow-build.js';
import { type BuildAnswer, BuildProgress } from '../terminal/build-progress.js';
import { buildReport } from '../terminal/build-report.js';
import { type CommandContext, type GraphOptions, withConnection } from './command-context.js';

export interface BuildOptions extends GraphOptions {
  readonly from: 'active' | 'scratch';
  readonly levels: string;
  readonly statutes?: string;
  readonly chain?: string;
  readonly detach?: boolean;
}

/** `lexhop build`: begins a build and shows its progress until it ends. */
export function buildCommand(context: CommandContext, options: BuildOptions) {
  return withConnection(context, async (connection) => {
    const path = `/graphs/${options.graph}/builds`;
    const begun = await connection.client.post<BuildAnswer>(path, requestOf(options));
    if (options.detach && !connection.ownsServer) return showBuild(context, begun, options.json);
    await seeThrough(context, connection, begun, options.json);
  });
}

/** `lexhop retry N`, which shows the progress until the build ends; `cancel N`, `rollback N` */
export function administerCommand(
  context: CommandContext,
  verb: 'cancel' | 'retry' | 'activate',
  number: string,
  { graph, json }: GraphOptions,
) {
  return withConnection(context, async (connection) => {
    const changed = await connection.client.post<BuildAnswer>(`/graphs/${graph}/builds/${number}/${verb}`);
    if (verb === 'retry') await seeThrough(context, connection, changed, json);
    else showBuild(context, changed, json);
  });
}

/** Watches a build until it ends and shows what became of it. Throws a BuildFailedError unless it is then the active one. */
export async function seeThrough(
  context: CommandContext,
  connection: Connection,
  begun: BuildAnswer,
  json = false,
): Promise<void> {
  const build = await watchBuild(connection, begun);
  showBuild(context, build, json);
  if (build.state !== 'active') throw new BuildFailedError(build.graph, build.number, build.state);
}

async function watchBuild({ client, serverEnded }: Connection, begun: BuildAnswer): Promise<BuildAnswer> {
  const progress = new BuildProgress();
  try {
    return await followBuild({ client, serverEnded }, begun, (build) => progress.show(build));
  } finally {
    progress.end();
  }
}

/** A build request of the options. */
export function requestOf({ from, levels, statutes, chain }: BuildOptions) {
  return {
    from,
    levels: levels.split(',') as NodeLevel[],
    ...(statutes === undefined ? {} : { statutes: statutes.split(',') }),
    ...(chain === undefined ? {} : { embeddingChain: chain.split(',') }),
  };
}

function showBuild({ output }: CommandContext, build: BuildAnswer, json = false): void {
  if (json) output.json(build);
  else for (const line of buildReport(build)) output.line(line);
}
