import type { LexHopClient, Schema } from '@lexhop/client';
import { spellCount } from '../terminal/output.js';
import { type CommandContext, type GraphOptions, uploadFile, withConnection } from '../connect.js';

const warningsShown = 10;

/** `lexhop import FILE…` */
export function importCommand(context: CommandContext, files: readonly string[], { graph, json }: GraphOptions) {
  return withConnection(context, async ({ client }) => {
    const imported: Schema<'ImportedFile'>[] = [];
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
): Promise<readonly Schema<'ImportedFile'>[]> {
  return (await uploadFile(client, '/api/v1/graphs/{graph}/statutes', { graph, file })).files;
}

function report(file: Schema<'ImportedFile'>): readonly string[] {
  const counts = `${spellCount(file.statutes, 'statute')}, ${spellCount(file.articles, 'article')} (${file.repealed} repealed)`;
  const changes = `${file.added} added, ${file.replaced} replaced, ${file.unchanged} unchanged`;
  const more = file.warningCount - warningsShown;
  return [
    `${file.file}: ${counts}; ${changes}`,
    ...leftOut(file),
    ...file.warnings.slice(0, warningsShown).map(({ sentence }) => `! ${sentence}`),
    ...(more > 0 ? [`! … and ${spellCount(more, 'more warning')}; all of them with --json`] : []),
  ];
}

function leftOut({ leftOut: { statutes, articles, lines } }: Schema<'ImportedFile'>): readonly string[] {
  const parts = [
    ...(statutes > 0 ? [spellCount(statutes, 'statute')] : []),
    ...(articles > 0 ? [spellCount(articles, 'article')] : []),
  ];
  const unopened = `${spellCount(lines, 'line')} that may begin an article, read as text of another`;
  return [...(parts.length > 0 ? [`! left out: ${parts.join(', ')}`] : []), ...(lines > 0 ? [`! ${unopened}`] : [])];
}

/** `lexhop questions import FILE` */
export function importQuestionsCommand(context: CommandContext, file: string, { graph, json }: GraphOptions) {
  return withConnection(context, async ({ client }) => {
    const imported = await uploadFile(client, '/api/v1/graphs/{graph}/questions', { graph, file });
    if (json) return context.output.json(imported);
    const { fit } = imported;
    context.output.line(
      `${imported.read} entries read, ${imported.saved} new or changed; ${fit.usable} of ${fit.entries} fit the statutes of graph ${graph}.`,
    );
    if (fit.otherText.count > 0)
      context.output.line(
        `! ${fit.otherText.count} were drafted from another text of their article and are not used (${fit.otherText.ids.slice(0, 8).join(', ')} …)`,
      );
    if (fit.unknownArticle.count > 0)
      context.output.line(
        `! ${fit.unknownArticle.count} name articles that the graph does not have and are not used (${fit.unknownArticle.ids.slice(0, 8).join(', ')} …)`,
      );
    for (const { sentence } of imported.warnings.slice(0, 10)) context.output.line(`! ${sentence}`);
  });
}
