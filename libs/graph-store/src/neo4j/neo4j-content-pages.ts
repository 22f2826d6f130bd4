import type { ArticleNode, Build, BuildReference, Edge, PseudoQuery } from '@lexhop/graph-model';
import { byCodeUnits } from '../code-unit-order.js';
import { type ContentPage, ContentPages, type EdgePage, type VectorsOf } from '../content-pages.js';
import type { VectorPage } from '../graph-contents.js';
import { readableBuild } from './build-node.js';
import { vectorsOfBytes } from './bytes-of-vectors.js';
import type { Cypher, Neo4jConnection } from './connection.js';
import { edgeOf, type EdgeRow, typesOf } from './edge-row.js';
import { spaceHashOf } from './space-hash.js';
import { spaceOf } from './space-of.js';
import { edgePage } from './statements/contents/edge-page.js';
import { nodePage } from './statements/contents/node-page.js';
import { nodeVectorPage } from './statements/contents/node-vector-page.js';
import { pseudoQueryPage } from './statements/contents/pseudo-query-page.js';
import { questionVectorPage } from './statements/contents/question-vector-page.js';
import { type Nullable, withoutNulls } from './without-nulls.js';

/** Pages of a build on Neo4j, each read in one transaction with whether the build is still there. */
export class Neo4jContentPages extends ContentPages {
  constructor(private readonly connection: Neo4jConnection) {
    super();
  }

  override nodes(page: ContentPage): Promise<readonly ArticleNode[]> {
    return this.#read(page.build, async (cypher) => {
      const rows = await cypher.rows<{ node: Nullable<ArticleNode> }>(nodePage, parametersOf(page));
      return rows.map(({ node }) => withoutNulls<ArticleNode>(node));
    });
  }

  override questions(page: ContentPage): Promise<readonly PseudoQuery[]> {
    return this.#read(page.build, (cypher) => cypher.rows<PseudoQuery>(pseudoQueryPage, parametersOf(page)));
  }

  override edges({ kinds = ['question', 'citation', 'hierarchy'], ...page }: EdgePage): Promise<readonly Edge[]> {
    return this.#read(page.build, async (cypher) => {
      const edges: Edge[] = [];
      for (const type of typesOf(kinds)) {
        const rows = await cypher.rows<{ edge: EdgeRow }>(edgePage[type], parametersOf(page));
        edges.push(...rows.map(({ edge }) => edgeOf(edge)));
      }
      return edges.sort((one, other) => byCodeUnits(one.id, other.id)).slice(0, page.limit);
    });
  }

  override vectors({ of, ...page }: ContentPage & { readonly of: VectorsOf }): Promise<VectorPage> {
    return this.#read(page.build, async (cypher, build) => {
      const parameters = { ...parametersOf(page), space: spaceHashOf(spaceOf(build)), direction: of };
      const statement = of === 'nodes' ? nodeVectorPage : questionVectorPage;
      const rows = await cypher.rows<{ id: string; bytes: Int8Array }>(statement, parameters);
      return { ids: rows.map(({ id }) => id), vectors: vectorsOfBytes(rows.map(({ bytes }) => bytes)) };
    });
  }

  #read<Result>(reference: BuildReference, work: (cypher: Cypher, build: Build) => Promise<Result>): Promise<Result> {
    return this.connection.read(async (cypher) => work(cypher, await readableBuild(cypher, reference)));
  }
}

function parametersOf({ build, after, limit }: ContentPage) {
  return { graph: build.graph, number: build.number, after, limit };
}
