import { buildReport } from '../terminal/build-report.js';
import type { BuildAnswer } from '../terminal/build-progress.js';
import { type CommandContext, type GraphOptions, withConnection } from './command-context.js';

/** `lexhop graph import FILE`: makes an exported build the active one. */
export function importGraphCommand(context: CommandContext, file: string, { graph, json }: GraphOptions) {
  return withConnection(context, async ({ client }) => {
    const build = await client.upload<BuildAnswer>(`/graphs/${graph}/import`, file);
    if (json) return context.output.json(build);
    for (const line of buildReport(build)) context.output.line(line);
  });
}
