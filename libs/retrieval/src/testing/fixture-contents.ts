import { GraphContents, type VectorPage } from '@lexhop/graph-store';
import type { GraphFixture } from './graph-fixture.js';

/** A build in pages of a hundred, its vectors views of one big array as a store's may be. */
export class FixtureContents extends GraphContents {
  readonly #vectors: Readonly<Record<'nodes' | 'questions', Float32Array>>;

  constructor(private readonly graph: GraphFixture) {
    super();
    const ofAll = (owners: readonly { readonly id: string }[]) =>
      Float32Array.from(owners.flatMap(({ id }) => [...(graph.vectors.get(id) ?? [])]));
    this.#vectors = { nodes: ofAll(graph.nodes), questions: ofAll(graph.questions) };
  }

  override nodes() {
    return pagesOf(this.graph.nodes);
  }

  override questions() {
    return pagesOf(this.graph.questions);
  }

  override edges() {
    return pagesOf(this.graph.edges);
  }

  override overview(): never {
    throw new Error('Nobody looks at this build from afar.');
  }

  override async *vectors(_: unknown, of: 'nodes' | 'incoming' | 'outgoing'): AsyncIterable<VectorPage> {
    const owners = of === 'nodes' ? this.graph.nodes : this.graph.questions;
    const vectors = this.#vectors[of === 'nodes' ? 'nodes' : 'questions'];
    for (let from = 0; from < owners.length; from += 100) {
      const ids = owners.slice(from, from + 100).map(({ id }) => id);
      yield { ids, vectors: vectors.subarray(from * 2, (from + ids.length) * 2) };
    }
    if (vectors.buffer.byteLength === 0 && owners.length > 0) throw new Error('The store lost its memory.');
  }
}

async function* pagesOf<Item>(items: readonly Item[]): AsyncIterable<readonly Item[]> {
  for (let from = 0; from < items.length; from += 100) yield items.slice(from, from + 100);
}
