import type { NodeFilter, QuestionHit } from '@lexhop/graph-model';
import { askMore } from './ask-more.js';
import { bestHits, type BuildRows, cosineOf, filterParameters, type VectorSearch } from './build-rows.js';
import { readerStatements, searchIncoming } from './statements.js';

interface QuestionSearch extends VectorSearch {
  readonly limit: number;
  readonly filter: NodeFilter;
}

/** Where statutes are named, so many questions are asked of the index at most; where that is too few, those of the statutes are compared one by one. */
const passedOver = 5_000;

/** The nodes with the nearest incoming questions, each by its best one. */
export async function searchQuestions(rows: BuildRows, search: QuestionSearch): Promise<readonly QuestionHit[]> {
  const { limit, filter } = search;
  const atMost = filter.statutes ? passedOver : undefined;
  const { hits, isWhole } = await askMore((asked) => askIndex(rows, search, asked), limit, atMost);
  return bestHits(isWhole ? hits.values() : await scan(rows, search), limit);
}

async function askIndex(rows: BuildRows, { hash, parameters, filter }: QuestionSearch, limit: number) {
  const found = await rows.read(searchIncoming(hash), { ...parameters, limit });
  const allowed = found.filter(
    ({ statuteId, setAside }) =>
      (filter.includeRepealed || !setAside) && (filter.statutes?.includes(statuteId) ?? true),
  );
  const hits = new Map<string, QuestionHit>();
  for (const row of allowed) if (isBetter(row, hits.get(row.id))) hits.set(row.id, hitOf(row));
  return { seen: found.length, hits };
}

async function scan(rows: BuildRows, { parameters, filter, limit }: QuestionSearch): Promise<readonly QuestionHit[]> {
  const found = await rows.read(readerStatements.scanIncomingOfStatutes, {
    ...parameters,
    ...filterParameters(filter),
    limit,
  });
  return found.map(hitOf);
}

function isBetter({ score, question }: QuestionHit, than: QuestionHit | undefined): boolean {
  if (!than) return true;
  const difference = cosineOf(score) - than.score;
  return difference > 0 || (difference === 0 && question < than.question);
}

function hitOf({ id, score, question, text }: QuestionHit): QuestionHit {
  return { id, score: cosineOf(score), question, text };
}
