import type { NodeFilter, NodeHit } from '@lexhop/graph-model';
import { askMore } from './ask-more.js';
import { bestHits, type BuildRows, filterParameters } from './build-rows.js';
import { type FullTextQuery, fullTextQuery, inArticles } from './full-text-query.js';
import { readerStatements } from './statements.js';

const { searchArticleText, searchIncomingText } = readerStatements;

/** A full-text index, and how it is asked. */
interface TextSource {
  readonly statement: typeof searchArticleText;
  readonly index: string;
  readonly query: string;
}

/**
 * The nodes that the full-text indexes rank highest: by their own texts, and with `incomingQuestions` also by their best incoming questions. A
 * node's score is the sum of its scores in the indexes. An index ranks the rows of all graphs and builds, so it is asked for more until there are
 * enough of this build.
 */
export async function searchText(
  rows: BuildRows,
  text: string,
  limit: number,
  filter: NodeFilter & { readonly incomingQuestions: boolean },
): Promise<readonly NodeHit[]> {
  const query = fullTextQuery(text);
  if (!query) return [];
  const parameters = filterParameters(filter);
  const found = await Promise.all(
    sourcesOf(query, filter.incomingQuestions).map((source) =>
      askMore((asked) => ask(rows, source, { ...parameters, limit: asked }), limit),
    ),
  );
  const sums = new Map<string, NodeHit>();
  for (const { id, score } of found.flatMap(({ hits }) => [...hits.values()])) {
    sums.set(id, { id, score: score + (sums.get(id)?.score ?? 0) });
  }
  return bestHits(sums.values(), limit);
}

function sourcesOf({ words, characters }: FullTextQuery, incomingQuestions: boolean): readonly TextSource[] {
  const ofArticles: TextSource[] = [
    { statement: searchArticleText, index: 'article_text', query: inArticles(words) },
    { statement: searchArticleText, index: 'article_characters', query: inArticles(characters) },
  ];
  if (!incomingQuestions) return ofArticles;
  return [
    ...ofArticles,
    { statement: searchIncomingText, index: 'incoming_text', query: words },
    { statement: searchIncomingText, index: 'incoming_characters', query: `searchedText:(${characters})` },
  ];
}

async function ask(
  rows: BuildRows,
  { statement, index, query }: TextSource,
  parameters: ReturnType<typeof filterParameters> & { readonly limit: number },
) {
  const [answer = { seen: 0, hits: [] }] = await rows.read(statement, { ...parameters, index, query });
  const hits = new Map<string, NodeHit>();
  // The best comes first: of an article with several questions the others do not count.
  for (const hit of answer.hits) if (!hits.has(hit.id)) hits.set(hit.id, hit);
  return { seen: answer.seen, hits };
}
