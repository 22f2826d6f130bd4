import { createReadStream } from 'node:fs';
import { testData } from '@lexhop/foundation/testing';
import { describe, expect, it } from 'vitest';
import { paragraphsOf, readStatutes, type Statute } from '../index.js';

async function statutesOf(path: string): Promise<readonly Statute[]> {
  const statutes: Statute[] = [];
  for await (const event of readStatutes(createReadStream(path), { fileName: path }))
    if (event.kind === 'statute') statutes.push(event.statute);
  return statutes;
}

describe('著作權法 and 商標法', () => {
  const paths = [
    'data/intellectual-property.ChLaw.json',
    testData('statutes/intellectual-property.EnLaw.json'),
    testData('statutes/moj-split/J0070017.json'),
  ];

  it('have the same paragraphs and subparagraphs in both languages', async () => {
    const [chinese = [], english = []] = await Promise.all(paths.slice(0, 2).map((path) => statutesOf(path ?? '')));
    const shape = (statutes: readonly Statute[]) =>
      statutes.flatMap(({ id, articles }) =>
        articles.map(
          ({ number, paragraphs }) =>
            `${id.slice(0, 8)} ${number}: ${paragraphs.map(({ subparagraphs }) => subparagraphs.length).join(' ')}`,
        ),
      );
    expect(english.map(({ id, language }) => [id, language])).toEqual(chinese.map(({ id }) => [`${id}.en`, 'en']));
    expect(shape(english)).toEqual(shape(chinese));
  });

  it('are the same in the bulk format and in the Chinese keys', async () => {
    const [bulk, split] = await Promise.all([statutesOf(paths[0] ?? ''), statutesOf(paths[2] ?? '')]);
    expect(split).toEqual([bulk.find(({ id }) => id === 'J0070017')]);
  });

  it('著作權法 has 158 nodes by article and 354 with the paragraphs of articles that have several', async () => {
    const [copyright] = await statutesOf(paths[2] ?? '');
    const articles = copyright?.articles ?? [];
    const paragraphs = articles.flatMap((article) => (article.paragraphs.length < 2 ? [] : article.paragraphs));
    expect([articles.length, articles.length + paragraphs.length]).toEqual([158, 354]);
    expect(articles.filter(({ repealed }) => repealed)).toHaveLength(21);
    expect(
      articles.every(({ text, paragraphs: read }) => JSON.stringify(paragraphsOf(text)) === JSON.stringify(read)),
    ).toBe(true);
  });
});
