// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../words/catalogues.js';
import { citationOf, ministryPageOf, namesOf, placeOf, readingPathOf } from './article-names.js';

describe('namesOf', () => {
  it('names articles and paragraphs of statutes that are known, and by its id what is not', () => {
    const names = namesOf([{ statuteId: 'J0070017', statuteTitle: '著作權法' }], wordsOf('zh-Hant'));
    expect(names('J0070017:52')).toBe('著作權法第 52 條');
    expect(names('J0070017:87-1#2')).toBe('著作權法第 87-1 條第 2 項');
    expect(names('J0070001:3')).toBe('J0070001:3');
  });
});

it.each([
  ['J0070017', { statute: 'J0070017' }, '/statutes/J0070017'],
  ['J0070017:87-1', { statute: 'J0070017', article: '87-1' }, '/statutes/J0070017#article-87-1'],
  ['J1:3#2', { statute: 'J1', article: '3', paragraph: '2' }, '/statutes/J1#article-3.2'],
  ['民法:184', { statute: '民法', article: '184' }, `/statutes/${encodeURIComponent('民法')}#article-184`],
])('%s is read at its place', (id, place, path) => {
  expect(placeOf(id)).toEqual(place);
  expect(readingPathOf(id)).toBe(path);
});

it('a subparagraph is read at its own place, in the first paragraph where none is named', () => {
  expect(readingPathOf('J1:3', [5])).toBe('/statutes/J1#article-3.1.5');
  expect(readingPathOf('J1:3#2', [5, 1])).toBe('/statutes/J1#article-3.2.5.1');
});

it.each([
  ['zh-Hant', 'J0070017:52', [1], '著作權法第52條第1項'],
  ['zh-Hant', 'J0070017:87-1', [], '著作權法第87條之1'],
  ['zh-Hant', 'J0070017:65', [2, 4, 1], '著作權法第65條第2項第4款第1目'],
  ['zh-Hant', 'J0070017:52#1', undefined, '著作權法第52條第1項'],
  ['en', 'J0070017:87-1', [2], '著作權法, art. 87-1, para. 2'],
] as const)('in %s, %s at %j is cited as %s', (language, id, place: readonly number[] | undefined, citation) => {
  expect(citationOf({ statuteTitle: '著作權法', id }, wordsOf(language), place)).toBe(citation);
});

it('the ministry has a page for its own statutes only', () => {
  expect(ministryPageOf('J0070017:87-1')).toBe(
    'https://law.moj.gov.tw/LawClass/LawSingle.aspx?pcode=J0070017&flno=87-1',
  );
  expect(ministryPageOf('J0070017')).toBe('https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=J0070017');
  expect(ministryPageOf('T0123456789ab:1')).toBeUndefined();
});
