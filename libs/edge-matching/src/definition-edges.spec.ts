import { edgeId, edgeSchema } from '@lexhop/graph-model';
import { describe, expect, it } from 'vitest';
import { definitionEdges } from './definition-edges.js';

const terms = [
  { term: '著作', definedIn: 'J1:3' },
  { term: '重製', definedIn: 'J1:3' },
  { term: '期日', definedIn: 'B1:119' },
];
const ends = (edges: ReturnType<typeof definitionEdges>) =>
  edges.map(({ source, target, text }) => [source, target, text]);

describe('definitionEdges', () => {
  const articles = [
    { id: 'J1:3', text: '著作：指屬於文學之創作。重製：指重複製作。' },
    { id: 'J1:22', text: '著作人專有重製其著作之權利。' },
    { id: 'J1:30', text: '著作財產權，其期日依法計算。' },
    { id: 'J1:40', text: '期間。' },
  ];

  it('leads from who defines to who uses, once for two articles, with the terms they share, the rarest first', () => {
    const edges = definitionEdges(terms, articles);
    expect(ends(edges)).toEqual([
      ['J1:3', 'J1:22', '重製、著作'],
      ['B1:119', 'J1:30', '期日'],
      ['J1:3', 'J1:30', '著作'],
    ]);
    expect(edges[0]?.id).toBe(edgeId('defines', 'J1:3', 'J1:22'));
    expect(edges.map((edge) => edgeSchema.parse(edge))).toEqual(edges);
  });

  it('weighs a use by its rarest term: 1 where no other article says it, less where more do', () => {
    expect(definitionEdges(terms, articles).map(({ weight }) => weight)).toEqual([1, 1, 0.5]);
  });

  it('makes nothing of a term that every article uses', () => {
    expect(
      definitionEdges(terms, [
        { id: 'J1:4', text: '著作甲' },
        { id: 'J1:5', text: '著作乙' },
      ]),
    ).toEqual([]);
  });
});
