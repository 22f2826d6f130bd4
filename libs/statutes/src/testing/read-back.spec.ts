import { createReadStream } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allLaw, testData } from '@lexhop/foundation/testing';
import { paragraphsOf, readStatutes, type Statute } from '../index.js';
import { bytesOf } from './statutes-for-tests.js';
import { dresses, labelStyles } from './dresses.js';

const sample = testData('statutes/everyday.ChLaw.json');

async function* statutesIn(path: string): AsyncGenerator<Statute> {
  for await (const event of readStatutes(createReadStream(path), { fileName: path }))
    if (event.kind === 'statute') yield event.statute;
}

interface ReadBack {
  articles: number;
  lost: number;
  invented: number;
  /** Articles whose text is not the same, blanks aside. */
  otherText: number;
}

async function readBack(text: string): Promise<ReadonlyMap<string, string>> {
  const articles = new Map<string, string>();
  for await (const event of readStatutes(bytesOf(text), { fileName: 'statute.txt' })) {
    if (event.kind !== 'statute') continue;
    for (const article of event.statute.articles) articles.set(article.number, article.text);
  }
  return articles;
}

const solid = (text: string) => text.replace(/\s+/g, '');

async function count(tally: ReadBack, statute: Statute, text: string): Promise<void> {
  const found = await readBack(text);
  tally.articles += statute.articles.length;
  for (const article of statute.articles) {
    const read = found.get(article.number);
    if (read === undefined) tally.lost++;
    else if (solid(read) !== solid(article.text)) tally.otherText++;
  }
  const numbers = new Set(statute.articles.map(({ number }) => number));
  tally.invented += [...found.keys()].filter((number) => !numbers.has(number)).length;
}

const dressed = Object.keys(labelStyles).flatMap((style) => dresses.map(({ name, write }) => ({ style, name, write })));

/** All of the law takes a minute a way: only where LEXHOP_ALL_LAW asks for it. */
const asked = process.env['LEXHOP_ALL_LAW'] !== undefined;
if (!asked)
  console.warn('Skipped: reading all of Taiwanese law back from text takes minutes; set LEXHOP_ALL_LAW to its folder.');

describe.each(dressed)('statutes as text, $name, labels in $style', ({ style, write }) => {
  const label = labelStyles[style] ?? String;
  const tallied = async (path: string): Promise<ReadBack> => {
    const tally = { articles: 0, lost: 0, invented: 0, otherText: 0 };
    for await (const statute of statutesIn(path)) await count(tally, statute, write(statute, label));
    return tally;
  };

  it('are read back: no article lost, none invented, no text changed', async () => {
    expect(await tallied(sample)).toEqual({ articles: 400, lost: 0, invented: 0, otherText: 0 });
  });

  describe.each([
    { name: 'ChLaw.json.gz', articles: 46_652 },
    { name: 'ChOrder.json.gz', articles: 171_487 },
  ] as const)('of all of $name', ({ name, articles }) => {
    const path = asked ? allLaw(name) : undefined;

    it.skipIf(path === undefined)(
      'are read back: none lost, none invented, the text of 999 of 1,000 the same',
      { timeout: 300_000 },
      async () => {
        const { otherText, ...tally } = await tallied(path ?? '');
        expect(tally).toEqual({ articles, lost: 0, invented: 0 });
        expect(otherText).toBeLessThan(articles / 1000);
      },
    );
  });
});

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
