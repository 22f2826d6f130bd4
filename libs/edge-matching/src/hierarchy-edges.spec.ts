import { describe, expect, it } from 'vitest';
import { edgeId, edgeSchema } from '@lexhop/graph-model';
import { hierarchyEdges, type PlacedNode } from './hierarchy-edges.js';

const article = (id: string, position: number): PlacedNode => {
  return { id, level: 'article', statuteId: id.split(':')[0] ?? '', position };
};
const paragraph = (id: string, position: number): PlacedNode => ({ ...article(id, position), level: 'paragraph' });

describe('hierarchyEdges', () => {
  it('leads from each article to the next of its statute by position, whatever order they come in', () => {
    const nodes = [
      article('J1:10', 3),
      article('B1:1', 0),
      article('J1:2-1', 2),
      article('J1:1', 0),
      article('J1:2', 1),
    ];
    expect(hierarchyEdges(nodes).map(({ relation, source, target }) => [relation, source, target])).toEqual([
      ['next', 'J1:1', 'J1:2'],
      ['next', 'J1:2', 'J1:2-1'],
      ['next', 'J1:2-1', 'J1:10'],
    ]);
  });

  it('leads from an article to its paragraphs, and over them to the next article', () => {
    const nodes = [
      article('J1:1', 0),
      paragraph('J1:1#1', 1),
      paragraph('J1:1#2', 2),
      article('J1:2', 3),
      paragraph('J1:9#1', 4),
    ];
    const edges = hierarchyEdges(nodes);
    expect(edges.map(({ relation, source, target }) => [relation, source, target])).toEqual([
      ['contains', 'J1:1', 'J1:1#1'],
      ['contains', 'J1:1', 'J1:1#2'],
      ['next', 'J1:1', 'J1:2'],
    ]);
    expect(edges[0]?.id).toBe(edgeId('hierarchy', 'J1:1', 'J1:1#1'));
    expect(edges.map((edge) => edgeSchema.parse(edge))).toEqual(edges);
  });

  it('has nothing to draw from one article', () => {
    expect(hierarchyEdges([article('J1:1', 0)])).toEqual([]);
    expect(hierarchyEdges([])).toEqual([]);
  });
});
