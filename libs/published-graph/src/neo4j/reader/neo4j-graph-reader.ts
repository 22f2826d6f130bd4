import {
  type ArticleNode,
  type Build,
  type Edge,
  type EdgeKind,
  GraphReader,
  type NodeFilter,
  type NodeHit,
  type NodePage,
  type QuestionHit,
} from '@lexhop/graph-model';
import type { Neo4jConnection } from '../connection.js';
import { edgeOf, typesOf } from '../edge-row.js';
import { requirePublished } from '../held-builds.js';
import { bestHits, BuildRows, cosineOf, filterParameters, withoutNulls } from './build-rows.js';
import { searchQuestions } from './search-questions.js';
import { searchText } from './search-text.js';
import { readerStatements, searchArticles } from './statements.js';

const { articlesOfIds, cosinesOfArticles, cosinesOfIncoming, listArticles } = readerStatements;

/**
 * Answers from Neo4j's own indexes, for graphs larger than memory. Cosines are exact to 1e-6. The nearest are found by an HNSW index that is asked
 * for twice as many, so a few of them may be missing. Texts are ranked by Lucene, by bigrams and by single characters.
 * Every method rejects with a BuildGoneError where the build was dropped.
 */
export class Neo4jGraphReader extends GraphReader {
  private constructor(private readonly rows: BuildRows) {
    super();
  }

  /** A reader of a published build; throws a NotPublishedError. */
  static async open(connection: Neo4jConnection, build: Build): Promise<Neo4jGraphReader> {
    await connection.read((cypher) => requirePublished(cypher, build));
    return new Neo4jGraphReader(new BuildRows(connection, build));
  }

  override get build(): Build {
    return this.rows.build;
  }

  override searchText(
    query: string,
    limit: number,
    filter: NodeFilter & { readonly incomingQuestions: boolean },
  ): Promise<readonly NodeHit[]> {
    return searchText(this.rows, query, limit, filter);
  }

  override async searchNodes(vector: Float32Array, limit: number, filter: NodeFilter): Promise<readonly NodeHit[]> {
    const search = this.rows.vector(vector);
    if (!search) return [];
    const found = await this.rows.read(searchArticles(search.hash, filter.statutes !== undefined), {
      ...search.parameters,
      ...filterParameters(filter),
      // More than wanted: an HNSW index finds the true nearest among some more.
      limit: limit * 2 + 50,
    });
    return bestHits(
      found.map(({ id, score }) => ({ id, score: cosineOf(score) })),
      limit,
    );
  }

  override async searchQuestions(
    vector: Float32Array,
    limit: number,
    filter: NodeFilter,
  ): Promise<readonly QuestionHit[]> {
    const search = this.rows.vector(vector);
    return search ? searchQuestions(this.rows, { ...search, limit, filter }) : [];
  }

  override async cosines(
    vector: Float32Array,
    of: 'nodes' | 'incoming',
    ids: readonly string[],
  ): Promise<readonly number[]> {
    const search = this.rows.vector(vector);
    if (!search) return ids.map(() => 0);
    const statement = of === 'nodes' ? cosinesOfArticles : cosinesOfIncoming;
    const found = await this.rows.read(statement, { ...search.parameters, ids: [...new Set(ids)] });
    const scores = new Map(found.map(({ id, score }) => [id, cosineOf(score)]));
    return ids.map((id) => scores.get(id) ?? 0);
  }

  override async edgesOf(ids: readonly string[], kinds: readonly EdgeKind[]): Promise<readonly Edge[]> {
    const parameters = { ids: [...new Set(ids)], types: typesOf(kinds) };
    const found = await this.rows.read(readerStatements.edgesOf, parameters);
    return found.map(({ edge }) => edgeOf(edge));
  }

  override async nodes(ids: readonly string[]): Promise<readonly ArticleNode[]> {
    const found = await this.rows.read(articlesOfIds, { ids: [...new Set(ids)] });
    const nodes = new Map(found.map(({ node }) => [node.id, withoutNulls<ArticleNode>(node)]));
    return ids.map((id) => nodes.get(id)).filter((node) => node !== undefined);
  }

  override async listNodes(page: NodePage, filter: NodeFilter): Promise<readonly ArticleNode[]> {
    const { after = '', limit, onePerStatute = false } = page;
    const parameters = { ...filterParameters(filter), after, limit, onePerStatute };
    const found = await this.rows.read(listArticles, parameters);
    return found.map(({ node }) => withoutNulls<ArticleNode>(node));
  }
}
