import type { NodeFilter, QuestionHit } from '../../graph-reader.js';
import type { Parameters } from '../parameters.js';
import type { SpaceHash } from '../space-hash.js';
import { scanIncomingOfStatutes } from '../statements/reader/scan-incoming-of-statutes.js';
import { searchIncoming } from '../statements/reader/search-incoming.js';
import { askMore } from './ask-more.js';
import { bestHits, cosineOf } from './best-hits.js';
import { type BuildRows, filterParameters } from './build-rows.js';

interface QuestionRow extends QuestionHit {
  readonly statuteId: string;
  readonly setAside: boolean;
}

interface QuestionSearch {
  readonly hash: SpaceHash;
  readonly parameters: Parameters;
  readonly limit: number;
  readonly filter: NodeFilter;
}

/** Questions of other statutes that the index is asked to pass over, before those of the wanted ones are compared one by one. */
const passedOver = 5_000;

/** The nodes with the nearest incoming questions, each by its best one. */
export async function searchQuestions(rows: BuildRows, search: QuestionSearch): Promise<readonly QuestionHit[]> {
  const { limit, filter } = search;
  const atMost = filter.statutes ? passedOver : undefined;
  const { hits, isWhole } = await askMore((asked) => askIndex(rows, search, asked), limit, atMost);
  return bestHits(isWhole ? hits.values() : await scan(rows, search), limit);
}

async function askIndex(rows: BuildRows, { hash, parameters, filter }: QuestionSearch, limit: number) {
  const found = await rows.read<QuestionRow>(searchIncoming(hash), { ...parameters, limit });
  const allowed = found.filter(
    ({ statuteId, setAside }) =>
      (filter.includeRepealed || !setAside) && (filter.statutes?.includes(statuteId) ?? true),
  );
  const hits = new Map<string, QuestionHit>();
  for (const row of allowed) if (isBetter(row, hits.get(row.id))) hits.set(row.id, hitOf(row));
  return { seen: found.length, hits };
}

async function scan(rows: BuildRows, { parameters, filter, limit }: QuestionSearch): Promise<readonly QuestionHit[]> {
  const found = await rows.read<QuestionHit>(scanIncomingOfStatutes, {
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
