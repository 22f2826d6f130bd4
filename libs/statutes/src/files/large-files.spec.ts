import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../testing/statutes-for-tests.js';
import { readStatutes } from './read-statutes.js';

async function read(source: AsyncIterable<Uint8Array>) {
  const articles: string[][] = [];
  const codes: string[] = [];
  for await (const event of readStatutes(source, { fileName: 'laws' })) {
    if (event.kind === 'warning') codes.push(event.warning.code);
    else articles.push(event.statute.articles.map(({ number }) => number));
  }
  return { articles, codes };
}

const law = (pcode: string) =>
  JSON.stringify({
    LawLevel: '法律',
    LawName: `法${pcode}`,
    LawURL: `https://law.moj.gov.tw/?pcode=${pcode}`,
    LawArticles: [{ ArticleType: 'A', ArticleNo: '第 1 條', ArticleContent: '甲應通知乙。' }],
  });

describe('a file that is large, or unpacks to much', () => {
  it.each([
    ['5 MB of lines of two bytes', gzipSync('a\n'.repeat(2_500_000))],
    [
      'a statute of 300,000 empty articles',
      gzipSync(`[{"LawName":"甲法","LawArticles":[${'{},'.repeat(300_000)}{}]}]`),
    ],
  ])('that is a small archive of %s is refused at its bound', async (_name, archive) => {
    expect(archive.length).toBeLessThan(100_000);
    await expect(read(bytesOf(archive))).rejects.toMatchObject({ fault: 'too-large' });
  });

  it('with an article of 5 MB leaves it out with a warning, and has the others', async () => {
    const text = `第一條\n甲。\n第二條\n${`${'乙'.repeat(1_000)}\n`.repeat(1_700)}第三條\n丙。`;
    const { articles, codes } = await read(bytesOf(text));
    expect(articles).toEqual([['1', '3']]);
    expect(codes).toEqual(['title-missing', 'article-too-long']);
  });

  it('of 3,000 statutes of one article gives them out one by one', async () => {
    async function* source() {
      yield Buffer.from('{"Laws":[');
      for (let place = 0; place < 3_000; place += 1)
        yield Buffer.from(`${place === 0 ? '' : ','}${law(`M${String(place).padStart(7, '0')}`)}`);
      yield Buffer.from(']}');
    }
    expect((await read(source())).articles).toHaveLength(3_000);
  });

  it('of plain text without end is refused', async () => {
    async function* endless() {
      for (;;) yield Buffer.alloc(1_000_000, 'a');
    }
    await expect(read(endless())).rejects.toMatchObject({ fault: 'too-large' });
  });
});
