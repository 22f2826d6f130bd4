import { describe, expect, it } from 'vitest';
import { aCitation, anArticle, aNeighbourhood, aQuestionEdge } from '../../../testing/graphs.js';
import { emptyView, withNeighbourhood } from '../view.js';
import { draw, moveTo, newDrawnGraph, numbersOf } from './drawn-graph.js';

const colours = { node: '#111', chosen: '#222', question: '#333', citation: '#444', hierarchy: '#555', label: '#666' };
const [one, two, three] = [anArticle('A1:1'), anArticle('A1:2'), anArticle('B1:1')];
const view = withNeighbourhood(emptyView, aNeighbourhood([one, two], [aQuestionEdge(one.id, two.id, 0.5)]));
const name = (id: string) => `〈${id}〉`;

describe('the drawn graph', () => {
  it('shows each node by name and each edge in the colour of its kind', () => {
    const drawn = newDrawnGraph();
    draw(drawn, view, name, colours);
    expect(drawn.getNodeAttributes(one.id)).toMatchObject({ label: '〈A1:1〉', color: '#111' });
    expect(drawn.mapEdges((_edge, { color }) => color)).toEqual(['#333']);
  });

  it('lets what is there stay where it is, and what goes go with its edges', () => {
    const drawn = newDrawnGraph();
    draw(drawn, view, name, colours);
    moveTo(drawn, Float32Array.from([10, 20, 30, 40]));
    draw(drawn, withNeighbourhood(view, aNeighbourhood([three], [aCitation(three.id, two.id)])), name, colours);
    expect(drawn.getNodeAttributes(one.id)).toMatchObject({ x: 10, y: 20 });
    const { x, y } = drawn.getNodeAttributes(three.id);
    expect(Math.hypot(x - 30, y - 40)).toBeCloseTo(2);
    draw(drawn, withNeighbourhood(emptyView, aNeighbourhood([two, three], [])), name, colours);
    expect([drawn.nodes(), drawn.size]).toEqual([[two.id, three.id], 0]);
  });

  it('is handed to the layout thread as numbers, and takes the places that come back', () => {
    const drawn = newDrawnGraph();
    draw(drawn, view, name, colours);
    const { positions, edges } = numbersOf(drawn);
    expect([positions.length, [...edges]]).toEqual([4, [0, 1]]);
    moveTo(drawn, Float32Array.from([1, 2, 3, 4]));
    expect([...numbersOf(drawn).positions]).toEqual([1, 2, 3, 4]);
  });
});
