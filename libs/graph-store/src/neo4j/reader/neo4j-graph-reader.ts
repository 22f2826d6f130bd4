import type { ArticleNode, Build, Edge, EdgeKind } from '@lexhop/graph-model';
import { GraphReader, type NodeFilter, type NodeHit, type QuestionHit } from '../../graph-reader.js';
import type { Neo4jConnection } from '../connection.js';
import { edgeOf, type EdgeRow, typesOf } from '../edge-row.js';
import { ensureSpaceIndexes } from '../space-indexes.js';
import { articlesOfIds } from '../statements/reader/articles-of-ids.js';
import { cosinesOfArticles } from '../statements/reader/cosines-of-articles.js';
import { cosinesOfIncoming } from '../statements/reader/cosines-of-incoming.js';
import { edgesOf } from '../statements/reader/edges-of.js';
import { listArticles } from '../statements/reader/list-articles.js';
import { searchArticlesOfStatutes } from '../statements/reader/search-articles-of-statutes.js';
import { searchArticles } from '../statements/reader/search-articles.js';
import { type Nullable, withoutNulls } from '../without-nulls.js';
import { bestHits, cosineOf } from './best-hits.js';
import { BuildRows, filterParameters } from './build-rows.js';
import { searchQuestions } from './search-questions.js';
import { searchText } from './search-text.js';

/**
 * Answers from Neo4j's own indexes, for graphs larger than memory. Cosines are those of the vectors, to 1e-6; that the nearest are
 * all there is as sure as an HNSW index that is asked for twice as many. Words are ranked by Lucene, by bigrams.
 * Throws a BuildGoneError where the build was collected.
 */
export class Neo4jGraphReader extends GraphReader {
  private constructor(private readonly rows: BuildRows) {
    super();
  }

  /** A reader of a build, once the vector indexes of its space can be searched. */
  static async open(connection: Neo4jConnection, build: Build): Promise<Neo4jGraphReader> {
    if (build.space) await ensureSpaceIndexes(connection, build.space);
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
    const statement = filter.statutes ? searchArticlesOfStatutes : searchArticles;
    const found = await this.rows.read<NodeHit>(statement(search.hash), {
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
    const found = await this.rows.read<NodeHit>(statement, { ...search.parameters, ids: [...new Set(ids)] });
    const scores = new Map(found.map(({ id, score }) => [id, cosineOf(score)]));
    return ids.map((id) => scores.get(id) ?? 0);
  }

  override async edgesOf(ids: readonly string[], kinds: readonly EdgeKind[]): Promise<readonly Edge[]> {
    const parameters = { ids: [...new Set(ids)], types: typesOf(kinds) };
    const found = await this.rows.read<{ edge: EdgeRow }>(edgesOf, parameters);
    return found.map(({ edge }) => edgeOf(edge));
  }

  override async nodes(ids: readonly string[]): Promise<readonly ArticleNode[]> {
    const found = await this.rows.read<{ node: Nullable<ArticleNode> }>(articlesOfIds, { ids: [...new Set(ids)] });
    const nodes = new Map(found.map(({ node }) => [node.id, withoutNulls<ArticleNode>(node)]));
    return ids.map((id) => nodes.get(id)).filter((node) => node !== undefined);
  }

  override async listNodes(
    page: { readonly after?: string; readonly limit: number },
    filter: NodeFilter,
  ): Promise<readonly ArticleNode[]> {
    const { after = '', limit } = page;
    const parameters = { ...filterParameters(filter), after, limit };
    const found = await this.rows.read<{ node: Nullable<ArticleNode> }>(listArticles, parameters);
    return found.map(({ node }) => withoutNulls<ArticleNode>(node));
  }
}
