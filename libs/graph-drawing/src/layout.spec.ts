// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { colours } from './testing/graphs.js';
import { draw, newDrawnGraph, numbersOf } from './drawn-graph.js';
import { arrangementsOf } from './layout.js';
import { pictureOfOverview, usualPicture } from './picture.js';

/** As many statutes as an overview has, a few of which are cited by most others. */
function aLargeOverview() {
  const statutes = Array.from({ length: 200 }, (_, place) => ({
    id: `S${place}`,
    title: `法規${place}`,
    articles: Math.ceil(1_400 / (1 + place / 8)),
  }));
  const links = Array.from({ length: 600 }, (_, place) => ({
    source: `S${(place * 7) % 200}`,
    target: `S${place % 3 === 0 ? place % 5 : (place * 13 + 1) % 200}`,
    edges: { question: place % 9, citation: 1 + (place % 4) },
  })).filter(({ source, target }) => source !== target);
  return { build: 1, statutes, links, statutesLeftOut: 0, linksLeftOut: 0 };
}

describe('the layout', () => {
  it('leaves no circle of a large overview upon another', () => {
    const drawn = newDrawnGraph();
    draw(drawn, pictureOfOverview(aLargeOverview()), colours);
    const task = numbersOf(drawn, usualPicture);
    const last = [...arrangementsOf(task)].at(-1);
    expect(last?.isDone).toBe(true);
    const circles = Array.from(task.sizes, (radius, node) => ({
      x: last?.positions[node * 2] ?? 0,
      y: last?.positions[node * 2 + 1] ?? 0,
      radius,
    }));
    const pairs = circles.flatMap((one, place) => circles.slice(place + 1).map((other) => [one, other] as const));
    const upon = pairs.filter(
      ([one, other]) => Math.hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius,
    );
    expect(upon).toEqual([]);
    const width = Math.max(...circles.map(({ x }) => x)) - Math.min(...circles.map(({ x }) => x));
    expect(width).toBeLessThan(usualPicture.width * 1.2);
  });
});
