import { createParser } from 'eventsource-parser';
import type { NodeLevel } from '@lexhop/graph-model';
import type { Connection } from '../client/connect.js';
import { BuildFailedError } from '../client/build-failed-error.js';
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

/** Follows a build's events until it ends; goes on where it was when the stream breaks. */
async function watchBuild({ client }: Connection, { graph, number }: BuildAnswer): Promise<BuildAnswer> {
  const progress = new BuildProgress();
  let last: BuildAnswer | undefined;
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event !== 'build') return;
      last = JSON.parse(data) as BuildAnswer;
      progress.show(last);
    },
  });
  try {
    while (last === undefined || last.state === 'running') {
      const events = await client.stream(`/graphs/${graph}/builds/${number}/events`, 'text/event-stream');
      for await (const chunk of events.setEncoding('utf8')) parser.feed(String(chunk));
      parser.reset();
    }
    return last;
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
