import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeId, edgeSchema } from '@lexhop/graph-model';
import type { Citation, CitationTarget, Relation } from '@lexhop/citations';
import { hierarchyEdges, type PlacedNode, statedEdges } from './text-edges.js';

const ids = new Set(['J1:1', 'J1:1#1', 'J1:1#2', 'J1:5', 'J1:9', 'J1:9#2', 'B1:184']);
const exists = (id: string) => ids.has(id);

function target(id: string): CitationTarget {
  const [, statuteId = '', article, paragraph] = /^([^:#]+)(?::([^#]+))?(?:#(\d+))?$/.exec(id) ?? [];
  return { id, statuteId, article, paragraph: paragraph === undefined ? undefined : Number(paragraph) };
}

/** A citation of the targets by words that stand in the text. */
function cites(text: string, words: string, targets: readonly string[]): Citation {
  const start = text.indexOf(words);
  return {
    kind: 'absolute',
    mutatisMutandis: false,
    targets: targets.map(target),
    span: { start, end: start + words.length },
  };
}

/** A relation that words of the text state, about a part of them. */
function says(text: string, kind: Relation['kind'], [words, about]: readonly [string, string]): Relation {
  const start = text.indexOf(words);
  const at = start + words.indexOf(about);
  return { kind, span: { start, end: start + words.length }, about: { start: at, end: at + about.length } };
}

function edgesOf(
  citations: readonly Citation[],
  text = '',
  { id = 'J1:1', relations = [] as readonly Relation[] } = {},
) {
  return statedEdges([{ node: { id, text }, citations, relations }], exists);
}

describe('statedEdges', () => {
  it('leads from the citing node to each cited one, with the words that cite', () => {
    const text = '依第五條及民法第一百八十四條規定';
    const { edges } = edgesOf([cites(text, '第五條', ['J1:5']), cites(text, '民法第一百八十四條', ['B1:184'])], text);
    expect(edges.map((edge) => [edge.source, edge.target, edge.text])).toEqual([
      ['J1:1', 'B1:184', '民法第一百八十四條'],
      ['J1:1', 'J1:5', '第五條'],
    ]);
    expect(edges[0]?.id).toBe(edgeId('citation', 'J1:1', 'B1:184'));
    expect(edges.map((edge) => edgeSchema.parse(edge))).toEqual(edges);
  });

  it('takes the paragraph where it is a node, else its article', () => {
    const { edges } = edgesOf([cites('', '', ['J1:9#2']), cites('', '', ['J1:5#3'])]);
    expect(edges.map((edge) => edge.target)).toEqual(['J1:5', 'J1:9#2']);
  });

  it('makes one edge of several mentions, with the first words', () => {
    const text = '第五條第一項……第五條第三項……第五條';
    const citations = [cites(text, '第五條第三項', ['J1:5#3']), cites(text, '第五條第一項', ['J1:5#1'])];
    expect(edgesOf(citations, text).edges).toMatchObject([{ kind: 'citation', target: 'J1:5', text: '第五條第一項' }]);
  });

  it('binds two nodes once, by what says most, with its words', () => {
    const text = '依第五條辦理；準用第九條。違反第五條者，處罰鍰。';
    const citations = [
      cites(text, '第五條辦理', ['J1:5']),
      cites(text, '第九條', ['J1:9']),
      { ...cites(text, '第五條者', ['J1:5']) },
    ];
    const relations = [
      says(text, 'applies', ['準用第九條', '第九條']),
      says(text, 'penalises', ['違反第五條者，處罰鍰', '第五條']),
    ];
    const { edges } = edgesOf(citations, text, { relations });
    expect(edges.map(({ kind, source, target, text: words }) => [kind, source, target, words])).toEqual([
      ['penalises', 'J1:1', 'J1:5', '違反第五條者，處罰鍰'],
      ['applies', 'J1:1', 'J1:9', '準用第九條'],
    ]);
    expect(edges.map((edge) => edgeSchema.parse(edge))).toEqual(edges);
  });

  it('leads from the mother article to the order that says it is made under it', () => {
    const text = '本細則依民法第一百八十四條規定訂定之。';
    const relations = [says(text, 'made-under', ['本細則依民法第一百八十四條規定訂定之', '民法第一百八十四條規定'])];
    const { edges } = edgesOf([cites(text, '民法第一百八十四條', ['B1:184'])], text, { relations });
    expect(edges).toMatchObject([{ kind: 'delegates', source: 'B1:184', target: 'J1:1' }]);
  });

  it('drops what a node says of itself, its parts and the article it is part of, and counts it', () => {
    expect(edgesOf([cites('', '', ['J1:1', 'J1:1#2', 'J1:1#7'])])).toMatchObject({ edges: [], selfLoops: 3 });
    const ofParagraph = edgesOf([cites('', '', ['J1:1#2', 'J1:1', 'J1:1#1'])], '', { id: 'J1:1#2' });
    expect(ofParagraph.edges.map((edge) => edge.target)).toEqual(['J1:1#1']);
    expect(ofParagraph.selfLoops).toBe(2);
  });

  it('counts citations of what is not there, and of whole statutes', () => {
    const found = edgesOf([cites('', '', ['J1:400', 'X9:1#2', 'B1'])]);
    expect(found).toEqual({ edges: [], unresolved: 2, wholeStatutes: 1, selfLoops: 0 });
  });

  it('has nothing to draw from nothing', () => {
    expect(statedEdges([], exists)).toEqual({ edges: [], unresolved: 0, wholeStatutes: 0, selfLoops: 0 });
  });
});

const article = (id: string, position: number): PlacedNode => {
  return { id, level: 'article', statuteId: id.split(':')[0] ?? '', position };
};
const paragraph = (id: string, position: number): PlacedNode => ({ ...article(id, position), level: 'paragraph' });

const span = fc.tuple(fc.nat(60), fc.nat(8)).map(([start, length]) => ({ start, end: start + length }));
const relation = fc.record<Relation>({
  kind: fc.constantFrom('penalises', 'excepts', 'applies', 'made-under', 'defines'),
  span,
  about: span,
});

describe('what is said of a citation', () => {
  it('is its strongest relation, the first that was given of these', () => {
    fc.assert(
      fc.property(span, fc.array(relation, { maxLength: 30 }), (cited, relations) => {
        const citation = { ...cites('', '', ['J1:5']), span: cited };
        const text = Array.from({ length: 80 }, (_, place) => String.fromCodePoint(0x4e00 + place)).join('');
        const about = relations.filter((one) => one.about.start < cited.end && cited.start < one.about.end);
        const strongest = (['made-under', 'penalises', 'excepts', 'applies'] as const)
          .map((kind) => about.find((one) => one.kind === kind))
          .find((one) => one !== undefined);
        const words = strongest?.span ?? cited;
        const [edge] = edgesOf([citation], text, { relations }).edges;
        expect(edge).toMatchObject({ text: text.slice(words.start, words.end) });
        expect(edge?.kind).toBe(
          strongest === undefined ? 'citation' : strongest.kind === 'made-under' ? 'delegates' : strongest.kind,
        );
      }),
    );
  });

  it('is found among tens of thousands without looking at each for each', () => {
    const all = Array.from({ length: 40_000 }, (_, place) => ({ start: place * 10, end: place * 10 + 5 }));
    const citations = all.map((each) => ({ ...cites('', '', ['J1:5']), span: each }));
    const relations = all.map((each): Relation => ({ kind: 'penalises', span: each, about: each }));
    const before = process.cpuUsage();
    expect(edgesOf(citations, '', { relations }).edges).toMatchObject([{ kind: 'penalises' }]);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(1_000);
  });
});

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
