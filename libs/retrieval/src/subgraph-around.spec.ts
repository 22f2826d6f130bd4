import { describe, expect, it } from 'vitest';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
import { neighboursOf, subgraphAround, type SubgraphRequest } from './subgraph-around.js';
import {
  aCitationEdge,
  aGraph,
  anArticle,
  anIncomingQuestion,
  aQuestionEdge,
  indexOf,
} from './testing/graph-fixture.js';

/* 1 cites 2, 2 cites 3 of another statute, and 1 raises what 4 answers. */
const answered = anIncomingQuestion('R:4', 'who pays?');
const graph = aGraph({
  nodes: [
    anArticle({ statuteId: 'R', number: '1' }),
    anArticle({ statuteId: 'R', number: '2' }),
    anArticle({ statuteId: 'C', number: '3' }),
    anArticle({ statuteId: 'R', number: '4' }),
  ],
  questions: [answered],
  edges: [aCitationEdge('R:1', 'R:2'), aCitationEdge('R:2', 'C:3'), aQuestionEdge('R:1', answered)],
});

async function around(request: Partial<SubgraphRequest>) {
  const reader = new InMemoryGraphReader(indexOf(graph));
  const whole: SubgraphRequest = {
    from: ['R:1'],
    hops: 1,
    kinds: ['question', 'citation'],
    mostNodes: 10,
    mostEdges: 10,
  };
  const { nodes, edges, ...rest } = await subgraphAround(reader, { ...whole, ...request });
  return { ...rest, nodes: nodes.map(({ id }) => id), edges: edges.map(({ source, target }) => `${source} ${target}`) };
}

describe('subgraphAround', () => {
  it('comes to the nodes one hop away, by the best edges first', async () => {
    expect(await around({})).toMatchObject({ build: 1, nodes: ['R:1', 'R:4', 'R:2'], edges: ['R:1 R:4', 'R:1 R:2'] });
  });

  it('goes as many hops as asked, in either direction', async () => {
    expect((await around({ hops: 2 })).nodes).toEqual(['R:1', 'R:4', 'R:2', 'C:3']);
    expect((await around({ from: ['C:3'], hops: 1 })).nodes).toEqual(['C:3', 'R:2']);
    expect((await around({ hops: 0 })).nodes).toEqual(['R:1']);
  });

  it('keeps to kinds and statutes asked for', async () => {
    expect((await around({ kinds: ['citation'] })).nodes).toEqual(['R:1', 'R:2']);
    expect((await around({ hops: 3, statutes: ['R'] })).nodes).toEqual(['R:1', 'R:4', 'R:2']);
  });

  it('stops at its limits and counts what it left out', async () => {
    expect(await around({ hops: 2, mostNodes: 2 })).toMatchObject({ nodes: ['R:1', 'R:4'], leftOut: 1 });
    expect(await around({ hops: 2, mostEdges: 1 })).toMatchObject({ edges: ['R:1 R:4'], leftOut: 2 });
  });

  it('reads few of many neighbours where there is room for few, and finds the wanted ones among all', async () => {
    const hub = anArticle({ statuteId: 'H', number: '1' });
    const others = Array.from({ length: 2_500 }, (_, place) => anArticle({ statuteId: 'O', number: `${place}` }));
    const last = anArticle({ statuteId: 'Z', number: '1' });
    const nodes = [hub, ...others, last];
    const edges = nodes.slice(1).map(({ id }) => aCitationEdge(hub.id, id));
    const reader = new InMemoryGraphReader(indexOf(aGraph({ nodes, edges })));
    const read = reader.nodes.bind(reader);
    let asked = 0;
    reader.nodes = (ids) => {
      asked += ids.length;
      return read(ids);
    };
    const request = { from: [hub.id], hops: 3, kinds: ['citation'], mostNodes: 5, mostEdges: 10 } as const;
    expect((await subgraphAround(reader, request)).nodes).toHaveLength(5);
    expect(asked).toBeLessThan(1_100);
    const ofLast = await subgraphAround(reader, { ...request, hops: 1, statutes: ['Z'] });
    expect(ofLast.nodes.map(({ id }) => id)).toEqual([hub.id, last.id]);
  });

  it('leaves out what it does not know', async () => {
    expect(await around({ from: ['R:99'] })).toMatchObject({ nodes: [], edges: [] });
  });
});

describe('neighboursOf', () => {
  const of = async (id: string, mostEdges = 10) => {
    const reader = new InMemoryGraphReader(indexOf(graph));
    const { nodes, edges, ...rest } = await neighboursOf(reader, id, { kinds: ['question', 'citation'], mostEdges });
    const ends = edges.map(({ source, target }) => `${source} ${target}`);
    return { ...rest, nodes: nodes.map((node) => node.id), edges: ends };
  };

  it('gives the edges that touch a node, in either direction, and no edge between its neighbours', async () => {
    const { nodes, edges } = await of('R:2');
    expect(edges.toSorted()).toEqual(['R:1 R:2', 'R:2 C:3']);
    expect([nodes[0], ...nodes.slice(1).toSorted()]).toEqual(['R:2', 'C:3', 'R:1']);
    expect(await of('R:1')).toEqual({
      build: 1,
      nodes: ['R:1', 'R:4', 'R:2'],
      edges: ['R:1 R:4', 'R:1 R:2'],
      leftOut: 0,
    });
  });

  it('keeps the best within its limit and counts the others', async () => {
    expect(await of('R:1', 1)).toEqual({ build: 1, nodes: ['R:1', 'R:4'], edges: ['R:1 R:4'], leftOut: 1 });
    expect(await of('R:99')).toEqual({ build: 1, nodes: [], edges: [], leftOut: 0 });
  });
});
