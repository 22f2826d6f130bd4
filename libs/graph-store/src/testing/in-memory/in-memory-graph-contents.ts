import type { ArticleNode, BuildReference, Edge, EdgeKind, PseudoQuery } from '@lexhop/graph-model';
import { GraphContents, type VectorPage } from '../../graph-contents.js';
import { vectorOwnerOf } from '../../vector-owner.js';
import { readEdges } from './read-edges.js';
import { packed, vectorOf } from './in-memory-vector-store.js';
import type { MemoryGraph, MemoryState } from './memory-state.js';
import { pageOf } from './page-of.js';

export class InMemoryGraphContents extends GraphContents {
  constructor(
    private readonly state: MemoryState,
    private readonly pageSize: number,
  ) {
    super();
  }

  override nodes(build: BuildReference): AsyncIterable<readonly ArticleNode[]> {
    return this.#pages(
      build,
      (graph) => graph.nodes.alive(build.number),
      ({ id }) => id,
    );
  }

  override questions(build: BuildReference): AsyncIterable<readonly PseudoQuery[]> {
    return this.#pages(
      build,
      (graph) => graph.questions.alive(build.number),
      ({ id }) => id,
    );
  }

  override edges(build: BuildReference, kinds?: readonly EdgeKind[]): AsyncIterable<readonly Edge[]> {
    const wanted = (graph: MemoryGraph) =>
      readEdges(graph, build.number).filter((edge) => kinds === undefined || kinds.includes(edge.kind));
    return this.#pages(build, wanted, ({ id }) => id);
  }

  override async *vectors(build: BuildReference, of: 'nodes' | 'incoming' | 'outgoing'): AsyncIterable<VectorPage> {
    const space = this.state.spaceOf(build);
    const { links, vectors } = this.state.space(space);
    const linked = (graph: MemoryGraph) =>
      ownersOf(graph, build.number, of).flatMap(({ id, owner }) => {
        const hash = links.get(owner);
        return hash === undefined ? [] : [{ id, hash }];
      });
    for await (const page of this.#pages(build, linked, ({ id }) => id)) {
      const rows = page.map(({ hash }) => vectorOf(vectors, space, hash));
      yield { ids: page.map(({ id }) => id), vectors: packed(space, rows) };
    }
  }

  async *#pages<Value>(
    build: BuildReference,
    values: (graph: MemoryGraph) => Value[],
    idOf: (value: Value) => string,
  ): AsyncIterable<readonly Value[]> {
    for (let after: string | undefined; ;) {
      this.state.build(build);
      const from = after === undefined ? {} : { after };
      const page = pageOf(values(this.state.graph(build.graph)), { ...from, limit: this.pageSize }, idOf);
      const last = page.at(-1);
      if (last === undefined) return;
      yield page;
      after = idOf(last);
    }
  }
}

function ownersOf(
  graph: MemoryGraph,
  build: number,
  of: 'nodes' | 'incoming' | 'outgoing',
): { id: string; owner: string }[] {
  if (of === 'nodes') return graph.nodes.alive(build).map((node) => ({ id: node.id, owner: vectorOwnerOf(node) }));
  const questions = graph.questions.alive(build).filter(({ direction }) => direction === of);
  return questions.map(({ id }) => ({ id, owner: id }));
}
