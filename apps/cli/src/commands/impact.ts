import { answerOf, type Schema } from '@lexhop/client';
import { type CommandContext, type GraphOptions, withConnection } from '../connect.js';
import { shortened } from '../terminal/output.js';

export interface ImpactOptions extends GraphOptions {
  readonly depth: number;
  readonly limit: number;
}

/** `lexhop impact ARTICLE`: what hangs on it, by depth and kind. */
export function impactCommand(context: CommandContext, id: string, { graph, json, depth, limit }: ImpactOptions) {
  return withConnection(context, async ({ client }) => {
    const params = { path: { graph, id }, query: { depth, limit } };
    const impact = await answerOf(client.rest.GET('/api/v1/graphs/{graph}/articles/{id}/impact', { params }));
    if (json) return context.output.json(impact);
    for (const line of presentImpact(impact)) context.output.line(line);
  });
}

const said: Readonly<Record<Schema<'Impact'>['groups'][number]['kind'], string>> = {
  citation: 'cite it',
  delegates: 'begin orders that are made under it',
  penalises: 'punish its breach',
  defines: 'use terms that it defines',
  applies: 'apply it mutatis mutandis',
  excepts: 'make exceptions from it',
};

/** What hangs on an article in lines for people; what is only counted is counted. */
function presentImpact({ article, groups, cut }: Schema<'Impact'>): readonly string[] {
  if (groups.length === 0) return [`Nothing in the graph hangs on ${article}.`];
  const lines = groups.flatMap(({ kind, depth, count, dependents }) => [
    `${count} ${said[kind]}${depth === 1 ? '' : `, ${depth} edges away`}:`,
    ...dependents.map(
      ({ article: { id, statuteTitle, number }, words, through }) =>
        `  ${statuteTitle} ${number}  [${id}]${depth === 1 ? '' : ` through ${through}`}: ${shortened(words, 60)}`,
    ),
    ...(count > dependents.length ? [`  and ${count - dependents.length} more (--limit)`] : []),
  ]);
  return cut === 0 ? lines : [...lines, `! ${cut} more articles were reached and not looked at further.`];
}
