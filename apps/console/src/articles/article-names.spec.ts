// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../words/catalogues.js';
import { namesOf, placeOf, readingPathOf } from './article-names.js';

describe('namesOf', () => {
  it('names articles and paragraphs of statutes that are known, and by its id what is not', () => {
    const names = namesOf([{ statuteId: 'J0070017', statuteTitle: '著作權法' }], wordsOf('zh-Hant'));
    expect(names('J0070017:52')).toBe('著作權法第 52 條');
    expect(names('J0070017:87-1#2')).toBe('著作權法第 87-1 條第 2 項');
    expect(names('J0070001:3')).toBe('J0070001:3');
  });
});

it.each([
  ['J0070017', { statute: 'J0070017' }, '/graphs/g/statutes/J0070017'],
  ['J0070017:87-1', { statute: 'J0070017', article: '87-1' }, '/graphs/g/statutes/J0070017#article-87-1'],
  ['J1:3#2', { statute: 'J1', article: '3', paragraph: '2' }, '/graphs/g/statutes/J1#article-3'],
  ['民法:184', { statute: '民法', article: '184' }, `/graphs/g/statutes/${encodeURIComponent('民法')}#article-184`],
])('%s is read at its place', (id, place, path) => {
  expect(placeOf(id)).toEqual(place);
  expect(readingPathOf('g', id)).toBe(path);
});
