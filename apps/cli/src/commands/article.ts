import { answerOf, type Schema } from '@lexhop/client';
import { headingOf } from '@lexhop/statutes/structure';
import type { GraphOptions } from '../command.js';
import type { Connection } from '../connect.js';
import { shortened } from '../terminal/output.js';

/** `lexhop show ARTICLE`: its text and its edges. */
export async function showCommand({ client, output }: Connection, id: string, { graph }: GraphOptions): Promise<void> {
  const params = { path: { graph, id } };
  const [article, around] = await Promise.all([
    answerOf(client.rest.GET('/api/v1/graphs/{graph}/articles/{id}', { params })),
    answerOf(client.rest.GET('/api/v1/graphs/{graph}/articles/{id}/neighbours', { params })),
  ]);
  const headings = article.headingPath.map(headingOf).join(' / ');
  output.answer({ article, ...around }, [
    `${article.statuteTitle} ${article.number}  [${article.id}]  ${headings}`,
    article.text,
    ...around.edges.map((edge) => `  ${tellEdge(edge, article.id)}`),
  ]);
}

function tellEdge(edge: Schema<'Edge'>, id: string): string {
  const end = edge.source === id ? `→ ${edge.target}` : `← ${edge.source}`;
  if (edge.kind === 'question') return `${end}  question ${edge.score.toFixed(3)}  ${shortened(edge.text, 60)}`;
  return edge.kind === 'hierarchy'
    ? `${end}  ${edge.relation}`
    : `${end}  ${edge.kind} 「${shortened(edge.text, 60)}」`;
}

interface ImpactOptions extends GraphOptions {
  readonly depth: number;
  readonly limit: number;
}

/** `lexhop impact ARTICLE`: what hangs on it, by depth and kind. */
export async function impactCommand({ client, output }: Connection, id: string, options: ImpactOptions): Promise<void> {
  const { graph, depth, limit } = options;
  const params = { path: { graph, id }, query: { depth, limit } };
  const impact = await answerOf(client.rest.GET('/api/v1/graphs/{graph}/articles/{id}/impact', { params }));
  output.answer(impact, presentImpact(impact));
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
