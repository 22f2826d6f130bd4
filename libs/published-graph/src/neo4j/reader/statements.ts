import type { ArticleNode, NodeHit, QuestionHit } from '@lexhop/graph-model';
import type { Vector as VectorValue } from 'neo4j-driver';
import { statement } from '../connection.js';
import { edgeProjection, type EdgeRow, type EdgeType, edgeTypes } from '../edge-row.js';
import { articleIndex, incomingIndex, type SpaceHash } from '../space.js';

/** As the server gives it: null for what is not there. */
export type Nullable<Fields> = { readonly [Field in keyof Fields]-?: Fields[Field] | null };

/** Whose rows. */
type OfBuild = { graph: string; number: number };
/** What a search may find: `setAside` holds the values that repealed and abolished may have; statutes are null for all. */
type Filtered = OfBuild & { setAside: readonly boolean[]; statutes: readonly string[] | undefined };
/** `embedding` is the property with vectors of the space that the vector is of. */
type Vector = { vector: VectorValue<Float32Array>; embedding: string };
type NodeRow = { readonly node: Nullable<ArticleNode> };
/** `seen`: how many rows were looked at, whatever build they are of; `hits`: those of the build. */
type TextRow = { readonly seen: number; readonly hits: readonly NodeHit[] };
/** `query` is in the language of a full-text index. */
type TextSearch = Filtered & { index: string; query: string; limit: number };
type QuestionRow = QuestionHit & { readonly statuteId: string; readonly setAside: boolean };

/** All of a node `n` that is read back, by name: its row carries vectors too, which are long. */
const nodeProjection = `n {.id, .level, .statuteId, .statuteTitle, .number, .paragraph, .headingPath, .text,
  .language, .repealed, .abolished, .modifiedOn, .url, .position, .contentHash}`;

const isSeen = (row: string): string => `${row}.since <= $number AND ${row}.until > $number`;
const isAllowed = 'n.repealed IN $setAside AND n.abolished IN $setAside';
const isOfStatutes = '($statutes IS NULL OR n.statuteId IN $statutes)';

/** How near the vectors of articles or questions are to one; no row where one has no vector. */
function cosinesOf(label: string) {
  return statement<OfBuild & Vector & { ids: readonly string[] }, NodeHit>(`
UNWIND $ids AS id
MATCH (n:${label} {graph: $graph, id: id})
WHERE ${isSeen('n')} AND n[$embedding] IS NOT NULL
RETURN id, vector.similarity.cosine(n[$embedding], $vector) AS score`);
}

/** What the reader asks. A score of a vector index is (1 + cosine) / 2. */
export const readerStatements = {
  /** In no promised order; no row for an id that the build has not. */
  articlesOfIds: statement<OfBuild & { ids: readonly string[] }, NodeRow>(`
UNWIND $ids AS id
MATCH (n:Article {graph: $graph, id: id})
WHERE ${isSeen('n')}
RETURN ${nodeProjection} AS node`),

  /** In order of id, after one; with `onePerStatute` those that a statute begins with. */
  listArticles: statement<Filtered & { after: string; limit: number; onePerStatute: boolean }, NodeRow>(`
MATCH (n:Article {graph: $graph})
WHERE n.id > $after AND (n.position = 0 OR NOT $onePerStatute) AND ${isSeen('n')} AND ${isAllowed} AND ${isOfStatutes}
RETURN ${nodeProjection} AS node
ORDER BY n.id LIMIT $limit`),

  /** Each edge that touches one of the articles once, in order of id. */
  edgesOf: statement<OfBuild & { ids: readonly string[]; types: readonly EdgeType[] }, { readonly edge: EdgeRow }>(`
UNWIND $ids AS id
MATCH (n:Article {graph: $graph, id: id})
WHERE ${isSeen('n')}
MATCH (n)-[e:${edgeTypes.join('|')}]-()
WHERE type(e) IN $types AND ${isSeen('e')}
WITH DISTINCT e
RETURN ${edgeProjection} AS edge
ORDER BY e.id`),

  cosinesOfArticles: cosinesOf('Article'),
  cosinesOfIncoming: cosinesOf('PseudoQuery:Incoming'),

  /** Of the articles of these statutes the best incoming question each, the best first. Compares every question of theirs, without an index. */
  scanIncomingOfStatutes: statement<Filtered & Vector & { limit: number }, QuestionHit>(`
CYPHER 25
UNWIND $statutes AS statute
MATCH (n:Article {graph: $graph})
WHERE n.id STARTS WITH statute + ':' AND ${isSeen('n')} AND ${isAllowed}
MATCH (n)-[:ANSWERS]->(q:Incoming)
WHERE ${isSeen('q')} AND q[$embedding] IS NOT NULL
WITH n.id AS id, q.id AS question, q.text AS text, vector.similarity.cosine(q[$embedding], $vector) AS score
ORDER BY score DESC, question
WITH id, collect({question: question, text: text, score: score})[0] AS best
RETURN id, best.question AS question, best.text AS text, best.score AS score
ORDER BY score DESC, id LIMIT $limit`),

  /** In a full-text index of articles; `limit`, of articles of whatever build. */
  searchArticleText: statement<TextSearch, TextRow>(`
CALL db.index.fulltext.queryNodes($index, $query, {limit: $limit}) YIELD node AS n, score
WITH n, score, n.graph = $graph AND ${isSeen('n')} AND ${isAllowed} AND ${isOfStatutes} AS wanted
RETURN count(*) AS seen, collect(CASE WHEN wanted THEN {id: n.id, score: score} END) AS hits`),

  /** In a full-text index of incoming questions; the hits are the articles that answer one, as often as they do. */
  searchIncomingText: statement<TextSearch, TextRow>(`
CALL db.index.fulltext.queryNodes($index, $query, {limit: $limit}) YIELD node AS q, score
OPTIONAL MATCH (n:Article)-[:ANSWERS]->(q)
WHERE q.graph = $graph AND ${isSeen('q')} AND ${isSeen('n')} AND ${isAllowed} AND ${isOfStatutes}
RETURN count(DISTINCT q) AS seen, collect(CASE WHEN n IS NOT NULL THEN {id: n.id, score: score} END) AS hits`),
} as const;

/** The nearest articles of the build; of statutes where they are named. */
export const searchArticles = (hash: SpaceHash, ofStatutes: boolean) =>
  statement<Filtered & Vector & { limit: number }, NodeHit>(`
CYPHER 25
MATCH (n:Article)
SEARCH n IN (
  VECTOR INDEX ${articleIndex(hash)} FOR $vector
  WHERE n.graph = $graph AND ${isSeen('n')} AND ${isAllowed}${ofStatutes ? ' AND n.statuteId IN $statutes' : ''}
  LIMIT $limit
) SCORE AS score
RETURN n.id AS id, score`);

/** The nearest incoming questions of the build, with the articles that answer them. */
export const searchIncoming = (hash: SpaceHash) =>
  statement<OfBuild & Vector & { limit: number }, QuestionRow>(`
CYPHER 25
MATCH (q:Incoming)
SEARCH q IN (
  VECTOR INDEX ${incomingIndex(hash)} FOR $vector
  WHERE q.graph = $graph AND ${isSeen('q')}
  LIMIT $limit
) SCORE AS score
MATCH (n:Article)-[:ANSWERS]->(q)
WHERE ${isSeen('n')}
RETURN n.id AS id, n.statuteId AS statuteId, n.repealed OR n.abolished AS setAside,
  q.id AS question, q.text AS text, score`);
