import type { ArticleNode, Build, Edge, EdgeKind } from '@lexhop/graph-model';
import { GraphReader, type NodeFilter, type NodeHit, type QuestionHit } from '@lexhop/graph-store';

type Lists = Map<string, Promise<readonly (NodeHit | QuestionHit)[]>>;

/**
 * A reader that keeps the lists it found. Made from another one of its kind it gives that one's lists again, without searching: variants that
 * differ in how lists are fused need each list once. All else it asks its reader for.
 */
export class KeptLists extends GraphReader {
  readonly #lists: Lists;
  readonly #gives: boolean;

  constructor(
    private readonly reader: GraphReader,
    kept?: KeptLists,
  ) {
    super();
    this.#lists = kept ? kept.#lists : new Map();
    this.#gives = kept !== undefined;
  }

  override get build(): Build {
    return this.reader.build;
  }

  override searchText(query: string, limit: number, filter: NodeFilter & { readonly incomingQuestions: boolean }) {
    const key = JSON.stringify(['text', query, limit, filter]);
    return this.#list<NodeHit>(key, () => this.reader.searchText(query, limit, filter));
  }

  override searchNodes(vector: Float32Array, limit: number, filter: NodeFilter) {
    const key = `nodes ${limit} ${JSON.stringify(filter)} ${bytesOf(vector)}`;
    return this.#list<NodeHit>(key, () => this.reader.searchNodes(vector, limit, filter));
  }

  override searchQuestions(vector: Float32Array, limit: number, filter: NodeFilter) {
    const key = `questions ${limit} ${JSON.stringify(filter)} ${bytesOf(vector)}`;
    return this.#list<QuestionHit>(key, () => this.reader.searchQuestions(vector, limit, filter));
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

  override listNodes(page: { readonly after?: string; readonly limit: number }, filter: NodeFilter) {
    return this.reader.listNodes(page, filter);
  }

  #list<Hit extends NodeHit | QuestionHit>(key: string, search: () => Promise<readonly Hit[]>) {
    const kept = this.#gives ? this.#lists.get(key) : undefined;
    const list = (kept as Promise<readonly Hit[]> | undefined) ?? search();
    this.#lists.set(key, list);
    return list;
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}
