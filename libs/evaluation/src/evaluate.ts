import { embeddingSpaceId, type GraphReader } from '@lexhop/graph-model';
import type { ReadingProvider } from '@lexhop/query-understanding';
import type { Reranker } from '@lexhop/reranking';
import { QueryReader, type RetrievalMode, type RetrievalPolicy, retrieve, type RetrieveParts } from '@lexhop/retrieval';
import { VariantFailedError } from './errors.js';
import type { EvaluationQuery } from './files.js';
import { KeptLists } from './kept-lists.js';
import {
  averageOf,
  bootstrapInterval,
  deepestRank,
  type Interval,
  type Metrics,
  metricsOf,
  ranksOf,
} from './metrics.js';

/** One way to answer that is measured. */
export interface EvaluationVariant {
  /** The name of its rows: a mode, or a mode and what is different: `hop, strong readings`. */
  readonly name: string;
  readonly mode: RetrievalMode;
  /** Gives readings of the queries; without it the queries are searched for as they are. */
  readonly readings?: ReadingProvider;
  /** Reranks the results. */
  readonly reranker?: Reranker;
  /** Other constants than the product's. Then the lists that other variants found are fused again, and no time is measured. */
  readonly policy?: RetrievalPolicy;
}

export interface EvaluationRequest {
  readonly reader: GraphReader;
  readonly embedQuery: RetrieveParts['embedQuery'];
  readonly queries: readonly EvaluationQuery[];
  readonly variants: readonly EvaluationVariant[];
  /** The variant that the others are compared with, by name; the first where it is absent. */
  readonly baseline?: string;
}

/** Queries of one language and type; `all` for every type, or every language and type. */
export interface EvaluationGroup {
  readonly lang: string;
  readonly type: string;
  readonly queries: number;
}

/** How one variant did on one group. */
export interface EvaluationRow extends EvaluationGroup {
  readonly variant: string;
  readonly metrics: Metrics;
  /** Its R@10 less the baseline's on the same queries, by the paired bootstrap; absent of the baseline itself. */
  readonly difference?: Interval;
}

/** How one variant answered one query. */
export interface EvaluatedQuery {
  readonly id: string;
  readonly lang: string;
  readonly type: string;
  readonly variant: string;
  readonly metrics: Metrics;
  /** Of each gold article or group, from 1; null where it is not among the first 20. */
  readonly ranks: readonly (number | null)[];
  /** Without embedding; absent where lists of other variants were used. */
  readonly milliseconds?: number;
  readonly results: number;
}

export interface EvaluationReport {
  readonly graph: string;
  readonly build: number;
  /** Id of the embedding space; absent where the build has none. */
  readonly space?: string;
  /** False of the mock: its figures for dense, hybrid and hop modes mean nothing. */
  readonly semantic: boolean;
  readonly queries: number;
  readonly baseline: string;
  /** Gold articles that the graph does not have, by id; they count as not found. */
  readonly missingGold: readonly string[];
  /** By group, then by variant in the order asked. */
  readonly rows: readonly EvaluationRow[];
  readonly answers: readonly EvaluatedQuery[];
  /** Median milliseconds of one answer without embedding, by variant; of those whose time was measured. */
  readonly milliseconds: Readonly<Record<string, number>>;
  /** Queries to which a variant gave fewer than 10 articles, by variant; 0 left out. */
  readonly short: Readonly<Record<string, number>>;
}

/**
 * Asks every query in every variant, and averages the figures. All variants answer from one build, since figures of several builds can't be
 * compared. The same texts are embedded once for all variants. Rejects with a VariantFailedError where a variant could not do what its name says.
 */
export async function evaluate(given: EvaluationRequest): Promise<EvaluationReport> {
  const request = { ...given, embedQuery: embeddedOnce(given.embedQuery) };
  const { reader, queries, variants } = request;
  const baseline = request.baseline ?? variants[0]?.name ?? '';
  const answers: EvaluatedQuery[] = [];
  const searching = new KeptLists(reader);
  const kept = new KeptLists(reader, searching);
  for (const variant of variants) {
    const queryReader = new QueryReader(() => variant.readings);
    const asked = { ...request, reader: variant.policy ? kept : searching };
    for (const query of queries) answers.push(await answer(asked, query, { ...variant, queryReader }));
  }
  const { graph, number, space } = reader.build;
  const of = (name: string) => answers.filter(({ variant }) => variant === name);
  return {
    graph,
    build: number,
    ...(space && { space: embeddingSpaceId(space) }),
    semantic: space?.semantic ?? false,
    queries: queries.length,
    baseline,
    missingGold: await missingGoldOf(reader, queries),
    rows: groupsOf(queries).flatMap((group) =>
      variants.map(({ name }) =>
        rowOf(group, name, { own: of(name), baseline: name === baseline ? [] : of(baseline) }),
      ),
    ),
    answers,
    milliseconds: Object.fromEntries(
      variants
        .filter(({ policy }) => !policy)
        .map(({ name }) => [name, medianOf(of(name).map(({ milliseconds = 0 }) => milliseconds))]),
    ),
    short: Object.fromEntries(
      variants
        .map(({ name }) => [name, of(name).filter(({ results }) => results < 10).length] as const)
        .filter(([, count]) => count > 0),
    ),
  };
}

function embeddedOnce(embedQuery: RetrieveParts['embedQuery']): RetrieveParts['embedQuery'] {
  const known = new Map<string, ReturnType<RetrieveParts['embedQuery']>>();
  return (texts, space, roles) => {
    const key = JSON.stringify([texts, roles]);
    const embedded = known.get(key) ?? embedQuery(texts, space, roles);
    known.set(key, embedded);
    return embedded;
  };
}

async function answer(
  { reader, embedQuery }: EvaluationRequest,
  { id, query, lang, type, gold }: EvaluationQuery,
  { name, mode, readings, reranker, policy, queryReader }: EvaluationVariant & { readonly queryReader: QueryReader },
): Promise<EvaluatedQuery> {
  const refine = readings ? 'on' : 'off';
  const rerank = reranker !== undefined;
  const request = { query, mode, topK: deepestRank, includeRepealed: true, refine, rerank } as const;
  const parts = { queryReader, rerankerOf: async () => reranker, embedQuery };
  const { results, timings, notes } = await retrieve(reader, parts, request, policy);
  const failed = notes.find(({ code }) => code === 'rerank-failed' || (readings && code.startsWith('reading-')));
  if (failed) throw new VariantFailedError(name, id, failed.sentence);
  const ranking = results.map(({ article }) => article.id);
  return {
    id,
    lang,
    type,
    variant: name,
    metrics: metricsOf(ranking, gold),
    ranks: ranksOf(ranking, gold).map((rank) => rank ?? null),
    ...(!policy && { milliseconds: timings.total - timings.embed }),
    results: results.length,
  };
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

function rowOf(
  group: EvaluationGroup,
  variant: string,
  answers: { readonly own: readonly EvaluatedQuery[]; readonly baseline: readonly EvaluatedQuery[] },
): EvaluationRow {
  const isWanted = (wanted: string, value: string) => wanted === 'all' || wanted === value;
  const within = ({ lang, type }: EvaluatedQuery) => isWanted(group.lang, lang) && isWanted(group.type, type);
  const own = answers.own.filter(within);
  const before = new Map(answers.baseline.filter(within).map(({ id, metrics }) => [id, metrics.recallAt10]));
  const differences = own.map(({ id, metrics }) => metrics.recallAt10 - (before.get(id) ?? 0));
  return {
    ...group,
    variant,
    metrics: averageOf(own.map(({ metrics }) => metrics)),
    ...(before.size > 0 && { difference: bootstrapInterval(differences) }),
  };
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function missingGoldOf(reader: GraphReader, queries: readonly EvaluationQuery[]): Promise<readonly string[]> {
  const gold = [...new Set(queries.flatMap((query) => query.gold.flat()))];
  const known = new Set((await reader.nodes(gold)).map(({ id }) => id));
  return gold.filter((id) => !known.has(id));
}
