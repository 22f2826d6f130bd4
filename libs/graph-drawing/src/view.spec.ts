// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCitation, anArticle, aNeighbourhood, aQuestionEdge, colours } from './testing/graphs.js';
import { draw, moveTo, newDrawnGraph, numbersOf } from './drawn-graph.js';
import { placeLabels } from './place-labels.js';
import { clusters, clustersOf, pictureOfOverview, pictureOfView, usualPicture } from './picture.js';
import { degreesOf, edgesAt, emptyView, filtered, noFilter, statutesOf, withNeighbourhood } from './view.js';

const [one, two, three] = [anArticle('A1:1'), anArticle('A1:2'), anArticle('B1:1')];
const strong = aQuestionEdge(one.id, two.id, 0.8);
const weak = aQuestionEdge(one.id, three.id, 0.3);
const cites = aCitation(two.id, one.id);
const view = withNeighbourhood(emptyView, aNeighbourhood([one, two, three], [strong, weak, cites], 2));
const shown = (filter: Partial<typeof noFilter>) => [...filtered(view, { ...noFilter, ...filter }).edges.keys()];

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
    expect(shown({})).toEqual([strong.id, weak.id, cites.id]);
    expect(shown({ kinds: new Set(['citation'] as const) })).toEqual([cites.id]);
    expect(shown({ minimumScore: 0.5 })).toEqual([strong.id, cites.id]);
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

describe('the picture', () => {
  it('of a whole graph has statutes as large as they have articles, and one line with a count for each pair', () => {
    const { nodes, edges } = pictureOfOverview({
      build: 1,
      statutes: [
        { id: 'A', title: '甲法', articles: 400 },
        { id: 'B', title: '乙法', articles: 100 },
      ],
      links: [
        { source: 'A', target: 'B', edges: { question: 2, citation: 4 } },
        { source: 'B', target: 'A', edges: { citation: 1 } },
      ],
      statutesLeftOut: 0,
      linksLeftOut: 0,
    });
    expect(nodes.map(({ label, size }) => [label, size])).toEqual([
      ['甲法', 36],
      ['乙法', 21],
    ]);
    expect(edges).toMatchObject([{ source: 'A', target: 'B', kind: 'citation', count: 7 }]);
  });

  it('gives statutes colours of their own until there are none left', () => {
    const statutes = Array.from({ length: 20 }, (_, place) => ({ id: `S${place}` }));
    const found = [...clustersOf(statutes).values()];
    expect(new Set(found.slice(0, clusters)).size).toBe(clusters);
    expect(found.at(-1)).toBe(clusters - 1);
  });
});

describe('labels', () => {
  const size = { width: 400, height: 300, dots: [] };
  const anyLabels = fc.array(
    fc.record({
      text: fc.constant('法'),
      x: fc.integer({ min: -50, max: 450 }),
      y: fc.integer({ min: -50, max: 350 }),
      width: fc.integer({ min: 1, max: 90 }),
      height: fc.integer({ min: 1, max: 30 }),
    }),
    { maxLength: 60 },
  );

  it('never overlap, never leave the picture, and the most important one that fits is there', () => {
    fc.assert(
      fc.property(anyLabels, (labels) => {
        const placed = placeLabels(labels, size, 40);
        const boxes = placed.map(({ x, y, width, height }) => ({ x: x - width / 2, y: y - height / 2, width, height }));
        const isInside = (box: (typeof boxes)[number]) =>
          box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height;
        expect(boxes.every(isInside)).toBe(true);
        boxes.forEach((one, place) => {
          for (const other of boxes.slice(place + 1)) {
            const isApart =
              one.x + one.width <= other.x ||
              other.x + other.width <= one.x ||
              one.y + one.height <= other.y ||
              other.y + other.height <= one.y;
            expect(isApart).toBe(true);
          }
        });
        const first = labels.find((label) => placeLabels([label], size, 1).length > 0);
        expect(placed[0]).toBe(first);
      }),
    );
  });

  it('cover no dot but smaller ones than their own: one stands elsewhere by its own, and is left out where there is no room', () => {
    const label = { text: '法', x: 100, y: 100, width: 40, height: 20, others: [{ x: 160, y: 100 }] };
    const placed = (...dots: { x: number; y: number; radius: number }[]) =>
      placeLabels([label], { ...size, dots }, 1).map(({ x, y }) => [x, y]);
    expect(placed({ x: 100, y: 120, radius: 10 })).toEqual([[100, 100]]);
    expect(placed({ x: 110, y: 115, radius: 10 })).toEqual([[160, 100]]);
    expect(placed({ x: 130, y: 100, radius: 20 })).toEqual([]);
    const [ofLarger] = placeLabels([{ ...label, radius: 21 }], { ...size, dots: [{ x: 130, y: 100, radius: 20 }] }, 1);
    expect(ofLarger).toMatchObject({ x: 100, y: 100 });
  });
});

const pictureOf = (shownView: typeof view) => pictureOfView(shownView, (id) => `〈${id}〉`, clustersOf([{ id: 'A1' }]));
const pair = withNeighbourhood(emptyView, aNeighbourhood([one, two], [aQuestionEdge(one.id, two.id, 0.5)]));

describe('the drawn graph', () => {
  it('shows each node in the colour of its statute and each edge in that of its kind', () => {
    const drawn = newDrawnGraph();
    draw(drawn, pictureOf(pair), colours);
    expect(drawn.getNodeAttributes(one.id)).toMatchObject({ color: colours.clusters[0] });
    expect(drawn.mapEdges((_edge, { color }) => color)).toEqual([colours.question]);
  });

  it('lets what is there stay where it is, and what goes go with its edges', () => {
    const drawn = newDrawnGraph();
    draw(drawn, pictureOf(pair), colours);
    moveTo(drawn, Float32Array.from([10, 20, 30, 40]));
    draw(drawn, pictureOf(withNeighbourhood(pair, aNeighbourhood([three], [aCitation(three.id, two.id)]))), colours);
    expect(drawn.getNodeAttributes(one.id)).toMatchObject({ x: 10, y: 20 });
    const { x, y } = drawn.getNodeAttributes(three.id);
    expect(Math.hypot(x - 30, y - 40)).toBeCloseTo(2);
    draw(drawn, pictureOf(withNeighbourhood(emptyView, aNeighbourhood([two, three], []))), colours);
    expect([drawn.nodes(), drawn.size]).toEqual([[two.id, three.id], 0]);
  });

  it('is handed to the layout thread as numbers, and takes the places that come back', () => {
    const drawn = newDrawnGraph();
    draw(drawn, pictureOf(pair), colours);
    const { positions, edges } = numbersOf(drawn, usualPicture);
    expect([positions.length, [...edges]]).toEqual([4, [0, 1]]);
    moveTo(drawn, Float32Array.from([1, 2, 3, 4]));
    expect([...numbersOf(drawn, usualPicture).positions]).toEqual([1, 2, 3, 4]);
  });
});
