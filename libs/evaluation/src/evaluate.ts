import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';
import type { GraphReader } from '@lexhop/graph-store';
import { type QueryEmbedder, type QueryRole, type QueryVectors, type RetrievalMode, retrieve } from '@lexhop/retrieval';
import type { EvaluationQuery } from './files.js';
import { averageOf, deepestRank, type Metrics, metricsOf } from './metrics.js';

export interface EvaluationRequest {
  readonly reader: GraphReader;
  readonly embedQuery: QueryEmbedder;
  readonly queries: readonly EvaluationQuery[];
  readonly modes: readonly RetrievalMode[];
}

/** Queries of one language and type; `all` for every type, or every language and type. */
export interface EvaluationGroup {
  readonly lang: string;
  readonly type: string;
  readonly queries: number;
}

/** How one mode did on one group. */
export interface EvaluationRow extends EvaluationGroup {
  readonly mode: RetrievalMode;
  readonly metrics: Metrics;
}

export interface EvaluationReport {
  readonly graph: string;
  readonly build: number;
  /** Id of the embedding space; absent where the build has none. */
  readonly space?: string;
  /** False of the mock: its figures for dense, hybrid and hop modes mean nothing. */
  readonly semantic: boolean;
  readonly queries: number;
  /** Gold articles that the graph does not have, by id; they count as not found. */
  readonly missingGold: readonly string[];
  /** By group, then by mode in the order asked. */
  readonly rows: readonly EvaluationRow[];
  /** Median milliseconds of one answer without embedding, by mode. */
  readonly milliseconds: Partial<Readonly<Record<RetrievalMode, number>>>;
}

interface Answered {
  readonly query: EvaluationQuery;
  readonly mode: RetrievalMode;
  readonly metrics: Metrics;
  readonly milliseconds: number;
}

/** Asks every query in every mode, side by side, and averages what came back. Each query is embedded once. */
export async function evaluate(request: EvaluationRequest): Promise<EvaluationReport> {
  const { reader, queries, modes } = request;
  const embedQuery = rememberingLast(request.embedQuery);
  const answers: Answered[] = [];
  for (const query of queries) {
    for (const mode of modes) answers.push(await answer({ ...request, embedQuery }, query, mode));
  }
  const { graph, number, space } = reader.build;
  return {
    graph,
    build: number,
    ...(space && { space: embeddingSpaceId(space) }),
    semantic: space?.semantic ?? false,
    queries: queries.length,
    missingGold: await missingGoldOf(reader, queries),
    rows: groupsOf(queries).flatMap((group) => modes.map((mode) => rowOf(answers, group, mode))),
    milliseconds: Object.fromEntries(modes.map((mode) => [mode, medianTime(answers, mode)])),
  };
}

async function answer(request: EvaluationRequest, query: EvaluationQuery, mode: RetrievalMode): Promise<Answered> {
  const asked = { query: query.query, mode, topK: deepestRank, includeRepealed: true };
  const { results, timings } = await retrieve(request.reader, { embedQuery: request.embedQuery }, asked);
  const ranking = results.map(({ article }) => article.id);
  return { query, mode, metrics: metricsOf(ranking, query.gold), milliseconds: timings.total - timings.embed };
}

/** Every language and type there is, each language as a whole, and everything; in order of first occurrence. */
function groupsOf(queries: readonly EvaluationQuery[]): readonly EvaluationGroup[] {
  const groups = new Map<string, EvaluationGroup>();
  const count = (lang: string, type: string) => {
    const key = `${lang}\n${type}`;
    groups.set(key, { lang, type, queries: (groups.get(key)?.queries ?? 0) + 1 });
  };
  for (const { lang, type } of queries) count(lang, type);
  for (const { lang } of queries) count(lang, 'all');
  for (const _ of queries) count('all', 'all');
  return [...groups.values()];
}

function rowOf(answers: readonly Answered[], group: EvaluationGroup, mode: RetrievalMode): EvaluationRow {
  const isWanted = (wanted: string, value: string) => wanted === 'all' || wanted === value;
  const its = answers.filter(
    (answered) =>
      answered.mode === mode && isWanted(group.lang, answered.query.lang) && isWanted(group.type, answered.query.type),
  );
  return { ...group, mode, metrics: averageOf(its.map(({ metrics }) => metrics)) };
}

function medianTime(answers: readonly Answered[], mode: RetrievalMode): number {
  const times = answers.filter((answered) => answered.mode === mode).map(({ milliseconds }) => milliseconds);
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

async function missingGoldOf(reader: GraphReader, queries: readonly EvaluationQuery[]): Promise<readonly string[]> {
  const gold = [...new Set(queries.flatMap((query) => query.gold))];
  const known = new Set((await reader.nodes(gold)).map(({ id }) => id));
  return gold.filter((id) => !known.has(id));
}

/** The modes of one query follow each other: what its texts were embedded to for one serves the next. */
function rememberingLast(embedQuery: QueryEmbedder): QueryEmbedder {
  let last = '';
  const vectors = new Map<QueryRole, readonly QueryVectors[]>();
  return async (texts: readonly string[], space: EmbeddingSpace, roles: readonly QueryRole[]) => {
    const key = texts.join('\n');
    if (key !== last) vectors.clear();
    last = key;
    const missing = roles.filter((role) => !vectors.has(role));
    const embedded = missing.length > 0 ? await embedQuery(texts, space, missing) : [];
    for (const role of missing) vectors.set(role, embedded);
    return texts.map((_, row) => Object.fromEntries(roles.map((role) => [role, vectors.get(role)?.[row]?.[role]])));
  };
}
