import { describe, expect, it } from 'vitest';
import { aQuestionEdge, aCitation, anArticle, aNeighbourhood } from '../../testing/graphs.js';
import { degreesOf, edgesAt, emptyView, filtered, noFilter, statutesOf, withNeighbourhood } from './view.js';

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
