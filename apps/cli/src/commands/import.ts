import type { StatutesImported } from '@lexhop/graph-build';
import { spellCount } from '../terminal/spell.js';
import type { LexHopClient } from '../client/lexhop-client.js';
import { type CommandContext, type GraphOptions, withConnection } from './command-context.js';

const warningsShown = 10;

/** `lexhop import FILE…` */
export function importCommand(context: CommandContext, files: readonly string[], { graph, json }: GraphOptions) {
  return withConnection(context, async ({ client }) => {
    const imported: StatutesImported[] = [];
    for (const file of files) {
      context.output.remark(`reading ${file} …`);
      imported.push(...(await importFile(client, graph, file)));
    }
    if (json) return context.output.json({ graph, files: imported });
    for (const file of imported) for (const line of report(file)) context.output.line(line);
  });
}

/** Uploads one statute file. */
export async function importFile(
  client: LexHopClient,
  graph: string,
  file: string,
): Promise<readonly StatutesImported[]> {
  return (await client.upload<{ files: StatutesImported[] }>(`/graphs/${graph}/statutes`, file)).files;
}

function report(file: StatutesImported): readonly string[] {
  const counts = `${spellCount(file.statutes, 'statute')}, ${spellCount(file.articles, 'article')} (${file.repealed} repealed)`;
  const changes = `${file.added} added, ${file.replaced} replaced, ${file.unchanged} unchanged`;
  const more = file.warningCount - warningsShown;
  return [
    `${file.file}: ${counts}; ${changes}`,
    ...file.warnings.slice(0, warningsShown).map(({ sentence }) => `! ${sentence}`),
    ...(more > 0 ? [`! … and ${spellCount(more, 'more warning')}; all of them with --json`] : []),
  ];
}
