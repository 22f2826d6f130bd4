import { expect, it } from 'vitest';
import { placeOf, readingPathOf } from './place-of.js';

it.each([
  ['J0070017', { statute: 'J0070017' }, '/graphs/g/statutes/J0070017'],
  ['J0070017:87-1', { statute: 'J0070017', article: '87-1' }, '/graphs/g/statutes/J0070017#article-87-1'],
  ['J1:3#2', { statute: 'J1', article: '3', paragraph: '2' }, '/graphs/g/statutes/J1#article-3'],
  ['民法:184', { statute: '民法', article: '184' }, `/graphs/g/statutes/${encodeURIComponent('民法')}#article-184`],
])('%s is read at its place', (id, place, path) => {
  expect(placeOf(id)).toEqual(place);
  expect(readingPathOf('g', id)).toBe(path);
});
