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

/** A reader that asks another for everything: to be made into one that answers something by itself. */
export class PassingReader extends GraphReader {
  constructor(protected readonly reader: GraphReader) {
    super();
  }

  override get build(): Build {
    return this.reader.build;
  }

  override searchText(
    query: string,
    limit: number,
    filter: NodeFilter & { readonly incomingQuestions: boolean },
  ): Promise<readonly NodeHit[]> {
    return this.reader.searchText(query, limit, filter);
  }

  override searchNodes(vector: Float32Array, limit: number, filter: NodeFilter): Promise<readonly NodeHit[]> {
    return this.reader.searchNodes(vector, limit, filter);
  }

  override searchQuestions(vector: Float32Array, limit: number, filter: NodeFilter): Promise<readonly QuestionHit[]> {
    return this.reader.searchQuestions(vector, limit, filter);
  }

  override cosines(vector: Float32Array, of: 'nodes' | 'incoming', ids: readonly string[]): Promise<readonly number[]> {
    return this.reader.cosines(vector, of, ids);
  }

  override edgesOf(ids: readonly string[], kinds: readonly EdgeKind[]): Promise<readonly Edge[]> {
    return this.reader.edgesOf(ids, kinds);
  }

  override nodes(ids: readonly string[]): Promise<readonly ArticleNode[]> {
    return this.reader.nodes(ids);
  }

  override listNodes(page: NodePage, filter: NodeFilter): Promise<readonly ArticleNode[]> {
    return this.reader.listNodes(page, filter);
  }
}
