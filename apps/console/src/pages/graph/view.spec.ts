// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { aCitation, anArticle, aNeighbourhood, aQuestionEdge } from '../../testing/graphs.js';
import { degreesOf, edgesAt, emptyView, filtered, noFilter, statutesOf, withNeighbourhood } from './view.js';
import { draw, moveTo, newDrawnGraph, numbersOf } from './drawn-graph.js';

const [one, two, three] = [anArticle('A1:1'), anArticle('A1:2'), anArticle('B1:1')];
const strong = aQuestionEdge(one.id, two.id, 0.8);
const weak = aQuestionEdge(one.id, three.id, 0.3);
const cites = aCitation(two.id, one.id);
const view = withNeighbourhood(emptyView, aNeighbourhood([one, two, three], [strong, weak, cites], 2));
const shown = (filter: Partial<typeof noFilter>) => {
  const { nodes, edges } = filtered(view, { ...noFilter, ...filter });
  return { nodes: [...nodes.keys()], edges: [...edges.keys()] };
};

describe('the part of a graph on the page', () => {
  it('grows by neighbourhoods, each node and edge once, and counts what was left out', () => {
    const four = anArticle('B1:2');
    const grown = withNeighbourhood(view, aNeighbourhood([three, four], [aCitation(three.id, four.id), weak], 3));
    expect([...grown.nodes.keys()]).toEqual([one.id, two.id, three.id, four.id]);
    expect(grown.edges.size).toBe(4);
    expect(grown.leftOut).toBe(5);
  });

  it('has no edge to a node that it does not have', () => {
    expect(withNeighbourhood(emptyView, aNeighbourhood([one], [strong])).edges.size).toBe(0);
  });

  it('shows only what the filter lets through', () => {
    expect(shown({}).edges).toEqual([strong.id, weak.id, cites.id]);
    expect(shown({ kinds: new Set(['citation'] as const) }).edges).toEqual([cites.id]);
    expect(shown({ minimumScore: 0.5 }).edges).toEqual([strong.id, cites.id]);
    expect(shown({ statutes: new Set(['A1']) })).toEqual({ nodes: [one.id, two.id], edges: [strong.id, cites.id] });
  });

  it('knows degrees, the edges of a node, best first, and its statutes', () => {
    expect([...degreesOf(view)]).toEqual([
      [one.id, 3],
      [two.id, 2],
      [three.id, 1],
    ]);
    expect(edgesAt(view, one.id).map(({ id }) => id)).toEqual([strong.id, weak.id, cites.id]);
    expect(statutesOf(view).map(({ id }) => id)).toEqual(['A1', 'B1']);
  });
});

const colours = { node: '#111', chosen: '#222', question: '#333', citation: '#444', hierarchy: '#555', label: '#666' };
const pair = withNeighbourhood(emptyView, aNeighbourhood([one, two], [aQuestionEdge(one.id, two.id, 0.5)]));
const name = (id: string) => `〈${id}〉`;

describe('the drawn graph', () => {
  it('shows each node by name and each edge in the colour of its kind', () => {
    const drawn = newDrawnGraph();
    draw(drawn, pair, name, colours);
    expect(drawn.getNodeAttributes(one.id)).toMatchObject({ label: '〈A1:1〉', color: '#111' });
    expect(drawn.mapEdges((_edge, { color }) => color)).toEqual(['#333']);
  });

  it('lets what is there stay where it is, and what goes go with its edges', () => {
    const drawn = newDrawnGraph();
    draw(drawn, pair, name, colours);
    moveTo(drawn, Float32Array.from([10, 20, 30, 40]));
    draw(drawn, withNeighbourhood(pair, aNeighbourhood([three], [aCitation(three.id, two.id)])), name, colours);
    expect(drawn.getNodeAttributes(one.id)).toMatchObject({ x: 10, y: 20 });
    const { x, y } = drawn.getNodeAttributes(three.id);
    expect(Math.hypot(x - 30, y - 40)).toBeCloseTo(2);
    draw(drawn, withNeighbourhood(emptyView, aNeighbourhood([two, three], [])), name, colours);
    expect([drawn.nodes(), drawn.size]).toEqual([[two.id, three.id], 0]);
  });

  it('is handed to the layout thread as numbers, and takes the places that come back', () => {
    const drawn = newDrawnGraph();
    draw(drawn, pair, name, colours);
    const { positions, edges } = numbersOf(drawn);
    expect([positions.length, [...edges]]).toEqual([4, [0, 1]]);
    moveTo(drawn, Float32Array.from([1, 2, 3, 4]));
    expect([...numbersOf(drawn).positions]).toEqual([1, 2, 3, 4]);
  });
});
