import type { NodeFilter, NodeHit } from '../../graph-reader.js';
import { searchArticleText } from '../statements/reader/search-article-text.js';
import { searchIncomingText } from '../statements/reader/search-incoming-text.js';
import { askMore } from './ask-more.js';
import { bestHits } from './best-hits.js';
import { type BuildRows, filterParameters } from './build-rows.js';
import { fullTextQuery } from './full-text-query.js';

interface TextRow {
  readonly seen: number;
  readonly hits: readonly NodeHit[];
}

/**
 * The nodes whose own text, or with `incomingQuestions` also whose best incoming question, the full-text indexes rank highest. A
 * node's score is the sum of both; a full-text index ranks over all graphs and builds, and is asked for more until enough of
 * these are there.
 */
export async function searchText(
  rows: BuildRows,
  query: string,
  limit: number,
  filter: NodeFilter & { readonly incomingQuestions: boolean },
): Promise<readonly NodeHit[]> {
  const words = fullTextQuery(query);
  if (words === undefined) return [];
  const parameters = { query: words, ...filterParameters(filter) };
  const statements = filter.incomingQuestions ? [searchArticleText, searchIncomingText] : [searchArticleText];
  const found = await Promise.all(
    statements.map(
      async (statement) =>
        (await askMore((asked) => ask(rows, statement, { ...parameters, limit: asked }), limit)).hits,
    ),
  );
  const sums = new Map<string, NodeHit>();
  for (const { id, score } of found.flatMap((hits) => [...hits.values()])) {
    sums.set(id, { id, score: score + (sums.get(id)?.score ?? 0) });
  }
  return bestHits(sums.values(), limit);
}

async function ask(rows: BuildRows, statement: string, parameters: object) {
  const [answer = { seen: 0, hits: [] }] = await rows.read<TextRow>(statement, { ...parameters });
  const hits = new Map<string, NodeHit>();
  // The best comes first: of an article with several questions the others do not count.
  for (const hit of answer.hits) if (!hits.has(hit.id)) hits.set(hit.id, hit);
  return { seen: answer.seen, hits };
}
