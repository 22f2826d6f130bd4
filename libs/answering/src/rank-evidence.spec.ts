import type { StatedKind } from '@lexhop/graph-model';
import { anArticle, aCitationEdge } from '@lexhop/retrieval/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutToBudget, rankEvidence, tokensOf } from './rank-evidence.js';

const cites = (source: string, target: string) => aCitationEdge(source, target);
const ids = (candidates: readonly { readonly id: string }[]) => candidates.map(({ id }) => id);

describe('rankEvidence', () => {
  it('puts what the best article cites, and what cites it, among the results', () => {
    const ranked = rankEvidence(['R:1', 'R:2', 'R:3', 'R:4', 'R:5', 'R:6'], [cites('R:1', 'D:1'), cites('P:9', 'R:1')]);
    expect(ids(ranked)).toEqual(['R:1', 'R:2', 'R:3', 'D:1', 'R:4', 'R:5', 'P:9', 'R:6']);
    expect(ranked[3]).toEqual({ id: 'D:1', via: { article: 'R:1', direction: 'cited', words: '依前條' } });
    expect(ranked[6]?.via).toMatchObject({ article: 'R:1', direction: 'citing' });
  });

  it('keeps penalties before others that cite, and definitions before none, though neither who uses a term', () => {
    const stated = (kind: StatedKind, source: string, target: string) => ({ kind, source, target, text: kind });
    const citing = ['P:1', 'P:2', 'P:3', 'P:4'].map((source) => stated('citation', source, 'R:1'));
    const ranked = rankEvidence(
      ['R:1', 'R:2', 'R:3', 'R:4', 'R:5', 'R:6'],
      [...citing, stated('defines', 'U:1', 'R:1'), stated('penalises', 'P:9', 'R:1'), stated('defines', 'R:1', 'D:1')],
    );
    expect(ids(ranked)).toEqual(['R:1', 'R:2', 'R:3', 'D:1', 'R:4', 'R:5', 'P:9', 'P:1', 'P:2', 'R:6']);
  });

  it('takes paragraphs for their articles, each once', () => {
    const ranked = rankEvidence(['R:1#2', 'R:1', 'R:2#1'], [cites('R:1#2', 'R:1'), cites('R:1#1', 'D:1#3')]);
    expect(ranked).toMatchObject([{ id: 'R:1', rank: 1 }, { id: 'R:2', rank: 2 }, { id: 'D:1' }]);
  });

  const id = fc.integer({ min: 1, max: 12 }).map((number) => `R:${number}`);
  it('keeps the results in their order, names no article twice, and invents none', () => {
    fc.assert(
      fc.property(fc.uniqueArray(id), fc.array(fc.tuple(id, id)), (results, pairs) => {
        const edges = pairs.map(([source, target]) => cites(source, target));
        const ranked = rankEvidence(results, edges);
        expect(ids(ranked.filter(({ rank }) => rank !== undefined))).toEqual(results);
        expect(new Set(ids(ranked)).size).toBe(ranked.length);
        const known = new Set([...results, ...pairs.flat()]);
        expect(ranked.every((each) => known.has(each.id))).toBe(true);
      }),
    );
  });
});

describe('cutToBudget', () => {
  const articles = fc.array(fc.string({ unit: fc.constantFrom('法', '律', 'a', ' ', '，'), maxLength: 300 }), {
    minLength: 1,
  });
  it('takes the first articles that fit together, at least one, and counts the others', () => {
    fc.assert(
      fc.property(articles, fc.integer({ min: 60, max: 800 }), (texts, budget) => {
        const all = texts.map((text, index) => ({
          article: anArticle({ number: String(index + 1), text }),
          rank: index + 1,
        }));
        const { evidence, leftOut } = cutToBudget(all, budget);
        expect(evidence.map(({ rank }) => rank)).toEqual(all.slice(0, evidence.length).map(({ rank }) => rank));
        expect(evidence.length).toBeGreaterThan(0);
        expect(evidence.length + leftOut).toBe(all.length);
        expect(evidence.reduce((sum, { article }) => sum + tokensOf(article), 0)).toBeLessThanOrEqual(budget);
      }),
    );
  });

  it('shortens only a first article that is too long by itself, and says so', () => {
    const long = anArticle({ text: '法'.repeat(500) });
    const { evidence, leftOut } = cutToBudget([{ article: long }, { article: anArticle({ number: '2' }) }], 200);
    expect(evidence).toMatchObject([{ shortened: true }]);
    expect(evidence[0]?.article.text.length).toBeLessThan(200);
    expect(leftOut).toBe(1);
  });
});
