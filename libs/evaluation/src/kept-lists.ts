import type { GraphReader, NodeFilter, NodeHit, QuestionHit } from '@lexhop/graph-model';
import { PassingReader } from './passing-reader.js';

type Lists = Map<string, Promise<readonly (NodeHit | QuestionHit)[]>>;

/**
 * A reader that keeps the lists that it found. One that is made with another gives the other's lists again, without searching: variants that
 * differ only in how lists are fused need each list once. For all else it asks its reader.
 */
export class KeptLists extends PassingReader {
  readonly #lists: Lists;
  readonly #gives: boolean;

  constructor(reader: GraphReader, kept?: KeptLists) {
    super(reader);
    this.#lists = kept ? kept.#lists : new Map();
    this.#gives = kept !== undefined;
  }

  override searchText(query: string, limit: number, filter: NodeFilter & { readonly incomingQuestions: boolean }) {
    const key = JSON.stringify(['text', query, limit, filter]);
    return this.#list<NodeHit>(key, () => super.searchText(query, limit, filter));
  }

  override searchNodes(vector: Float32Array, limit: number, filter: NodeFilter) {
    const key = `nodes ${limit} ${JSON.stringify(filter)} ${bytesOf(vector)}`;
    return this.#list<NodeHit>(key, () => super.searchNodes(vector, limit, filter));
  }

  override searchQuestions(vector: Float32Array, limit: number, filter: NodeFilter) {
    const key = `questions ${limit} ${JSON.stringify(filter)} ${bytesOf(vector)}`;
    return this.#list<QuestionHit>(key, () => super.searchQuestions(vector, limit, filter));
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
