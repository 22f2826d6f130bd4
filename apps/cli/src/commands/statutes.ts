import type { LexHopClient, Schema } from '@lexhop/client';
import type { GraphOptions } from '../command.js';
import type { Connection } from '../connect.js';
import { uploadFile } from '../files.js';
import { spellCount, spellIds } from '../terminal/output.js';

const warningsShown = 10;

/** `lexhop import FILE…` */
export async function importCommand(
  { client, output }: Connection,
  files: readonly string[],
  { graph }: GraphOptions,
): Promise<void> {
  const imported: Schema<'ImportedFile'>[] = [];
  for (const file of files) {
    output.remark(`reading ${file} …`);
    imported.push(...(await importFile(client, graph, file)));
  }
  output.answer({ graph, files: imported }, imported.flatMap(report));
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
export async function importQuestionsCommand(
  { client, output }: Connection,
  file: string,
  { graph }: GraphOptions,
): Promise<void> {
  const imported = await uploadFile(client, '/api/v1/graphs/{graph}/questions', { graph, file });
  const { read, saved, fit, warnings } = imported;
  const unused = ({ count, ids }: typeof fit.otherText, why: string) =>
    count > 0 ? [`! ${count} ${why} and are not used${spellIds(ids)}`] : [];
  output.answer(imported, [
    `${read} entries read, ${saved} new or changed; ${fit.usable} of ${fit.entries} fit the statutes of graph ${graph}.`,
    ...unused(fit.otherText, 'were drafted from another text of their article'),
    ...unused(fit.unknownArticle, 'name articles that the graph does not have'),
    ...warnings.slice(0, warningsShown).map(({ sentence }) => `! ${sentence}`),
  ]);
}
