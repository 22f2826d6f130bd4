import { createReadStream } from 'node:fs';
import { allLaw } from '@lexhop/foundation/testing';
import { describe, expect, it } from 'vitest';
import { readStatutes, type Statute } from '../index.js';
import { type BulkStatute, rewrapped, splitBulkFile } from './statutes-for-tests.js';
import { articleText } from '../text/unwrap.js';

const solid = (text: string) => text.replace(/\s+/g, '');

/** What must hold between a statute and its source, but does not. */
function faultsOf(statute: Statute, source: BulkStatute): readonly string[] {
  const faults: string[] = [];
  const sources = source.LawArticles.filter(({ ArticleType }) => ArticleType === 'A');
  const fault = (place: string, what: string) => faults.push(`${statute.title} ${place}: ${what}`);
  if (statute.title !== source.LawName || !source.LawURL.endsWith(statute.id)) fault(source.LawName, 'another statute');
  if (statute.abolished !== (source.LawAbandonNote === '廢')) fault(source.LawAbandonNote, 'abolished or not');
  if (statute.articles.length !== sources.length) fault('', `${statute.articles.length} articles of ${sources.length}`);
  statute.articles.forEach(({ number, text, paragraphs }, index) => {
    const { ArticleNo = '', ArticleContent = '' } = sources[index] ?? {};
    if (number !== ArticleNo.replace(/[^\d-]/g, '')) fault(number, `stands where ${ArticleNo} should`);
    if (solid(text) !== solid(ArticleContent)) fault(number, 'its text is not the source text');
    if (paragraphs.map((paragraph) => paragraph.text).join('\n') !== text)
      fault(number, 'its paragraphs are not its text');
  });
  return [...faults, ...headingFaults(statute, source)];
}

/** The innermost heading of an article is the last one above it in the file. */
function headingFaults(statute: Statute, source: BulkStatute): readonly string[] {
  const innermost: (string | undefined)[] = [];
  let heading: string | undefined;
  for (const { ArticleType, ArticleContent } of source.LawArticles) {
    if (ArticleType === 'C') heading = solid(ArticleContent);
    else innermost.push(heading);
  }
  return statute.articles.flatMap(({ number, headingPath }, index) => {
    const last = headingPath.at(-1);
    return (last === undefined ? undefined : solid(last)) === innermost[index]
      ? []
      : [`${statute.title} ${number}: ${last}`];
  });
}

interface Tally {
  statutes: number;
  articles: number;
  headings: number;
  warnings: string[];
  faults: string[];
  readonly ids: Set<string>;
  growth: number;
}

/** Reads a bulk file in both ways, side by side. */
async function tallyOf(path: string): Promise<Tally> {
  const tally: Tally = { statutes: 0, articles: 0, headings: 0, warnings: [], faults: [], ids: new Set(), growth: 0 };
  const sources = splitBulkFile(path);
  const before = process.memoryUsage.rss();
  for await (const event of readStatutes(createReadStream(path), { fileName: path })) {
    if (event.kind === 'warning') {
      tally.warnings.push(event.warning.sentence);
      continue;
    }
    const source = (await sources.next()).value as BulkStatute;
    tally.statutes++;
    tally.articles += event.statute.articles.length;
    tally.headings += source.LawArticles.filter(({ ArticleType }) => ArticleType === 'C').length;
    tally.ids.add(event.statute.id);
    tally.faults.push(...faultsOf(event.statute, source));
    tally.growth = Math.max(tally.growth, process.memoryUsage.rss() - before);
  }
  expect((await sources.next()).done).toBe(true);
  return tally;
}

describe.each([
  { name: 'ChLaw.json.gz' as const, statutes: 1326, articles: 46_652, headings: 4024, warnings: [] },
  {
    name: 'ChOrder.json.gz' as const,
    statutes: 10_221,
    articles: 171_487,
    headings: 10_645,
    warnings: ['The field LawModifiedDate is "19460000", not a date, and was left out.'],
  },
])('all of $name', ({ name, statutes, articles, headings, warnings }) => {
  const path = allLaw(name);

  it.skipIf(path === undefined)(
    'is read: none lost, none doubled, no text lost, in bounded memory',
    { timeout: 120_000 },
    async () => {
      const tally = await tallyOf(path ?? '');
      expect(tally.faults).toEqual([]);
      expect({ ...tally, ids: tally.ids.size, growth: tally.growth < 150_000_000 }).toEqual({
        statutes,
        articles,
        headings,
        warnings,
        faults: [],
        ids: statutes,
        growth: true,
      });
    },
  );
});

describe('ChLaw as a page of 64 columns would have wrapped it', () => {
  const path = allLaw('ChLaw.json.gz');

  it.skipIf(path === undefined)('reads back the same for 99.5 of 100 articles', { timeout: 60_000 }, async () => {
    let same = 0;
    let all = 0;
    for await (const event of readStatutes(createReadStream(path ?? ''), { fileName: 'ChLaw' })) {
      if (
        event.kind === 'warning' ||
        !event.statute.articles.some(({ text }) => text.split('\n').some((line) => line.length > 33))
      )
        continue;
      for (const { text } of event.statute.articles) {
        all++;
        if (articleText(text.split('\n').map(rewrapped).join('\r\n'), 'wrapped') === text) same++;
      }
    }
    expect(all).toBeGreaterThan(40_000);
    expect(same / all).toBeGreaterThan(0.995);
  });
});
