import type { Schema } from '@lexhop/client';
import { headingOf } from '@lexhop/statutes/structure';

/** An article: how to cite it, where it stands, and its text. */
export function tellArticle({ id, statuteTitle, number, headingPath, repealed, text }: Schema<'ArticleNode'>): string {
  const place = headingPath.length === 0 ? '' : ` (${headingPath.map(headingOf).join(' / ')})`;
  return `[${id}] ${statuteTitle} ${number}${place}${repealed ? ' (repealed)' : ''}\n${text}`;
}

/** An answer, what it does not answer, and the articles that it cites. */
export function tellAnswer({ text, answered, unanswered, kind, sentences, evidence, notes }: Schema<'Answer'>): string {
  const cited = new Set(sentences.flatMap(({ citations }) => citations.map((citation) => citation.article)));
  const articles = evidence.filter(({ article }) => cited.has(article.id)).map(({ article }) => tellArticle(article));
  return [
    ...(kind === 'extractive' && text !== '' ? ['From the articles, as they stand there:'] : []),
    ...(answered === 'not' ? ['The articles do not answer this.'] : [text]),
    ...(unanswered === undefined ? [] : [`Not answered: ${unanswered}`]),
    ...articles,
    ...notes.map(({ sentence }) => `Note: ${sentence}`),
  ].join('\n\n');
}

/** What an edge says of its source (`out`) and of its target (`in`). */
const said = {
  question: { out: 'raises a question that is answered by', in: 'answers a question that is raised by' },
  citation: { out: 'cites', in: 'is cited by' },
  delegates: { out: 'is the mother article of the order that begins with', in: 'begins an order that is made under' },
  penalises: { out: 'punishes the breach of', in: 'has its breach punished by' },
  defines: { out: 'defines a term that is used in', in: 'uses a term that is defined in' },
  applies: { out: 'has applied mutatis mutandis', in: 'is applied mutatis mutandis by' },
  excepts: { out: 'makes an exception from', in: 'has an exception in' },
  next: { out: 'is followed by', in: 'follows' },
  contains: { out: 'contains', in: 'is part of' },
} as const;

/** An edge as it is seen from an article. */
export function tellEdge(edge: Schema<'Edge'>, from: string, titles: ReadonlyMap<string, string>): string {
  const isOut = edge.source === from;
  const other = isOut ? edge.target : edge.source;
  const name = `[${other}] ${titles.get(other) ?? ''}`.trim();
  const { [isOut ? 'out' : 'in']: says } = said[edge.kind === 'hierarchy' ? edge.relation : edge.kind];
  return `${says} ${name}${edge.kind === 'hierarchy' ? '' : `: ${edge.text}`}`;
}

/** A build in a sentence. */
export function tellBuild({ graph, number, state, step, warnings, failures }: Schema<'Build'>): string {
  const at = state === 'running' ? `, at step ${step}` : '';
  const counts = `warnings: ${warnings.length}, failures: ${failures.length}`;
  return `Build ${number} of graph ${graph} is ${state}${at}; ${counts}.`;
}
