import type { VectorPage } from '@lexhop/graph-store';
import type { IndexedContents } from '../memory-index/make-graph-index.js';
import type { GraphFixture } from './graph-fixture.js';

const rowsPerPage = 100;

/** A build in pages of a hundred, all of whose owners have vectors. These are views of one big array, as a store's may be. */
export class FixtureContents implements IndexedContents {
  readonly #vectors: Readonly<Record<'nodes' | 'questions', Float32Array>>;

  constructor(private readonly graph: GraphFixture) {
    const ofAll = (owners: readonly { readonly id: string }[]) => {
      const vectors = owners.flatMap(({ id }) => graph.vectors.get(id) ?? []);
      const all = new Float32Array(vectors.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const vector of vectors) {
        all.set(vector, at);
        at += vector.length;
      }
      return all;
    };
    this.#vectors = { nodes: ofAll(graph.nodes), questions: ofAll(graph.questions) };
  }

  nodes() {
    return pagesOf(this.graph.nodes);
  }

  questions() {
    return pagesOf(this.graph.questions);
  }

  edges() {
    return pagesOf(this.graph.edges);
  }

  async *vectors(_: unknown, of: 'nodes' | 'incoming' | 'outgoing'): AsyncIterable<VectorPage> {
    const part = of === 'nodes' ? 'nodes' : 'questions';
    const [owners, vectors] = [this.graph[part], this.#vectors[part]];
    const dimensions = vectors.length / owners.length;
    let from = 0;
    for await (const page of pagesOf<{ readonly id: string }>(owners)) {
      const end = from + page.length;
      yield { ids: page.map(({ id }) => id), vectors: vectors.subarray(from * dimensions, end * dimensions) };
      from = end;
    }
    if (vectors.buffer.byteLength === 0 && owners.length > 0) throw new Error('The store lost its memory.');
  }
}

async function* pagesOf<Item>(items: readonly Item[]): AsyncIterable<readonly Item[]> {
  for (let from = 0; from < items.length; from += rowsPerPage) yield items.slice(from, from + rowsPerPage);
}
