import {
  type ArticleNode,
  type Build,
  type Edge,
  type EdgeKind,
  edgeKinds,
  GraphReader,
  type NodeFilter,
  type NodeHit,
  type NodePage,
  type QuestionHit,
} from '@lexhop/graph-model';
import { edgesTouching, isFirstOfStatute, nodeFilterOf, readEdge, readNode } from './contents.js';
import type { GraphIndex } from './graph-index.js';
import { searchTerms } from './search-terms.js';
import { findRow, readRow, rowCount, type RowFinder } from './tables.js';
import { VectorSearch } from './vector-search.js';
import { rowProduct } from './vectors.js';

/**
 * What rows of a table say, read once and kept for the next who asks: the last half of `most` that were read, and some before them.
 * In two maps, since to find the oldest of one, V8 walks over all that were deleted before it.
 */
export class RecentRows<Value> {
  #newer = new Map<number, Value>();
  #older = new Map<number, Value>();

  constructor(
    private readonly most: number,
    private readonly read: (row: number) => Value,
  ) {}

  get(row: number): Value {
    const kept = this.#newer.get(row) ?? this.#older.get(row);
    if (kept !== undefined) return kept;
    const value = this.read(row);
    if (this.#newer.size >= this.most / 2) [this.#older, this.#newer] = [this.#newer, new Map()];
    this.#newer.set(row, value);
    return value;
  }
}

/** About 20 MB of them: reading an edge or a node from its row costs some microseconds, and queries come back to the same ones. */
const rowsKept = 10_000;

/** Answers from an index in memory; every search is exact. */
export class InMemoryGraphReader extends GraphReader {
  readonly #edges = new RecentRows(rowsKept, (edge) => readEdge(this.index.edges, edge));
  readonly #nodes = new RecentRows(rowsKept, (node) => readNode(this.index.nodes, node));

  readonly #nodeSearch: VectorSearch;
  readonly #questionSearch: VectorSearch;

  constructor(private readonly index: GraphIndex) {
    super();
    const { nodes, nodeVectors, questions, questionVectors } = index;
    const nodeCount = rowCount(nodes.nodes);
    const nodeOfQuestions = questionVectors.owners.map((question) => questions.nodeOf[question] ?? 0);
    this.#nodeSearch = new VectorSearch(nodeVectors, nodeVectors.owners, nodeCount);
    this.#questionSearch = new VectorSearch(questionVectors, nodeOfQuestions, nodeCount);
  }

  override get build(): Build {
    return this.index.build;
  }

  override async searchText(
    query: string,
    limit: number,
    filter: NodeFilter & { readonly incomingQuestions: boolean },
  ): Promise<readonly NodeHit[]> {
    const fields = filter.incomingQuestions ? 'withQuestions' : 'own';
    const allows = nodeFilterOf(this.index.nodes, filter);
    const rows = await searchTerms(this.index.terms, { text: query, fields }, limit, allows);
    return rows.map(({ row, score }) => ({ id: this.#nodeId(row), score }));
  }

  override async searchNodes(vector: Float32Array, limit: number, filter: NodeFilter): Promise<readonly NodeHit[]> {
    const found = await this.#nodeSearch.nearest(vector, limit, nodeFilterOf(this.index.nodes, filter));
    return found.map(({ node, score }) => ({ id: this.#nodeId(node), score }));
  }

  override async searchQuestions(
    vector: Float32Array,
    limit: number,
    filter: NodeFilter,
  ): Promise<readonly QuestionHit[]> {
    const { nodes, questions } = this.index;
    const found = await this.#questionSearch.nearest(vector, limit, nodeFilterOf(nodes, filter));
    return found.map(({ node, owner, score }) => ({
      id: this.#nodeId(node),
      score,
      question: readRow(questions.ids.table, owner),
      text: readRow(questions.texts, owner),
    }));
  }

  override async cosines(
    vector: Float32Array,
    of: 'nodes' | 'incoming',
    ids: readonly string[],
  ): Promise<readonly number[]> {
    const { nodes, questions, nodeVectors, questionVectors } = this.index;
    const [finder, table] = of === 'nodes' ? [nodes.ids, nodeVectors] : [questions.ids, questionVectors];
    const rows = ids.map((id) => table.rows[findRow(finder, id) ?? -1] ?? 0);
    return rows.map((row) => (row === 0 ? 0 : rowProduct(table, row - 1, vector)));
  }

  override async edgesOf(ids: readonly string[], kinds: readonly EdgeKind[]): Promise<readonly Edge[]> {
    const { edges } = this.index;
    const asked = edgeKinds.map((kind) => kinds.includes(kind));
    const wanted = new Set<number>();
    for (const node of rowsOf(this.index.nodes.ids, ids))
      for (const edge of edgesTouching(edges, node)) if (asked[edges.kinds[edge] ?? 0]) wanted.add(edge);
    return Array.from(Uint32Array.from(wanted).sort(), (edge) => this.#edges.get(edge));
  }

  override async nodes(ids: readonly string[]): Promise<readonly ArticleNode[]> {
    return rowsOf(this.index.nodes.ids, ids).map((node) => this.#nodes.get(node));
  }

  override async listNodes(page: NodePage, filter: NodeFilter): Promise<readonly ArticleNode[]> {
    const { nodes } = this.index;
    const allows = nodeFilterOf(nodes, filter);
    const listed: ArticleNode[] = [];
    const first = page.after === undefined ? 0 : this.#firstAfter(page.after);
    for (let node = first; node < rowCount(nodes.nodes) && listed.length < page.limit; node++) {
      if (page.onePerStatute && !isFirstOfStatute(nodes, node)) continue;
      if (allows(node)) listed.push(readNode(nodes, node));
    }
    return listed;
  }

  #nodeId(node: number): string {
    return readRow(this.index.nodes.ids.table, node);
  }

  /** The first node whose id comes after this one, which need not be there. */
  #firstAfter(id: string): number {
    let low = 0;
    let high = rowCount(this.index.nodes.nodes);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#nodeId(middle) <= id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function rowsOf(finder: RowFinder, ids: readonly string[]): readonly number[] {
  return ids.map((id) => findRow(finder, id)).filter((row) => row !== undefined);
}
