import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { guessedRange, type StatuteLanguage } from '@lexhop/statutes';
import { citationReader } from './citation-reader.js';
import { type StatuteTitle, statuteTitles } from './statute-titles.js';
import { articleOrder } from './reading-place.js';

/** One article, labelled by hand. `articles` are the numbers of all articles of its statute. */
interface Labelled {
  readonly statute: string;
  readonly title: string;
  readonly language: StatuteLanguage;
  readonly article: string;
  readonly source: 'random' | 'rare form';
  readonly articles: string;
  readonly text: string;
  /** Another article of the statute, in which it defines a short name. */
  readonly defines?: { readonly article: string; readonly text: string };
  readonly citations: readonly Label[];
}

interface Label {
  readonly words: string;
  readonly start: number;
  readonly targets: readonly string[];
  readonly mutatisMutandis?: true;
}

interface Read {
  readonly start: number;
  readonly end: number;
  readonly target: string;
  readonly mutatisMutandis: boolean;
}

const folder = new URL('./testing/', import.meta.url);
const titles = statuteTitles(
  JSON.parse(readFileSync(new URL('citation-titles.fixture.json', folder), 'utf8')) as readonly StatuteTitle[],
);
const labelled = readFileSync(new URL('citations.fixture.jsonl', folder), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Labelled);

function read({ statute, title, language, article, articles, text, defines }: Labelled): readonly Read[] {
  const texts = new Map([
    [article, text],
    ...(defines === undefined ? [] : [[defines.article, defines.text] as const]),
  ]);
  const reader = citationReader(
    {
      id: statute,
      title,
      language,
      articles: articles.split(',').map((number) => ({ number, text: texts.get(number) ?? '' })),
    },
    titles,
  );
  return reader
    .read(article)
    .flatMap(({ targets, span, mutatisMutandis }) =>
      targets.map(({ id }) => ({ ...span, target: id, mutatisMutandis })),
    );
}

function expected({ citations }: Labelled): readonly Read[] {
  return citations.flatMap(({ words, start, targets, mutatisMutandis = false }) =>
    targets.map((target) => ({ start, end: start + words.length, target, mutatisMutandis })),
  );
}

function faultsOf({
  place,
  wrong,
  missed,
}: {
  place: string;
  wrong: readonly Read[];
  missed: readonly Read[];
}): object {
  const short = ({ start, end, target }: Read): string => `${start}-${end} ${target}`;
  return { place, wrong: wrong.map(short).join(', '), missed: missed.map(short).join(', ') };
}

const overlap = (left: Read, right: Read): boolean =>
  left.target === right.target && left.start < right.end && right.start < left.end;

const results = labelled.map((article) => {
  const found = read(article);
  const labels = expected(article);
  return {
    place: `${article.title} ${article.article}`,
    found,
    labels,
    wrong: found.filter((each) => !labels.some((label) => overlap(each, label))),
    missed: labels.filter((label) => !found.some((each) => overlap(each, label))),
  };
});

describe('citations against articles labelled by hand', () => {
  it('have at least 150 articles, 90 of them chosen at random', () => {
    expect(labelled.length).toBeGreaterThanOrEqual(150);
    expect(labelled.filter((article) => article.source === 'random').length).toBeGreaterThanOrEqual(90);
  });

  it('labels quote the text', () => {
    for (const { text, citations } of labelled) {
      for (const { words, start } of citations) expect(text.slice(start, start + words.length)).toBe(words);
    }
  });

  it('are found with precision of at least .98 and recall of at least .95', () => {
    const found = results.flatMap((result) => result.found).length;
    const labels = results.flatMap((result) => result.labels).length;
    const precision = 1 - results.flatMap((result) => result.wrong).length / found;
    const recall = 1 - results.flatMap((result) => result.missed).length / labels;
    console.log(
      `citations of ${labelled.length} articles: ${labels} labelled, ${found} read, precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`,
    );
    const faults = results.filter(({ wrong, missed }) => wrong.length + missed.length > 0).map(faultsOf);
    expect({ faults, enough: precision >= 0.98 && recall >= 0.95 }).toMatchObject({ enough: true });
  });

  it('say 準用 where the text does', () => {
    const agree = results.flatMap(({ found, labels }) =>
      labels.flatMap((label) => {
        const match = found.find((each) => overlap(each, label));
        return match === undefined ? [] : [match.mutatisMutandis === label.mutatisMutandis];
      }),
    );
    const share = agree.filter(Boolean).length / agree.length;
    console.log(`準用 agrees on ${(share * 100).toFixed(2)} % of ${agree.length} targets`);
    expect(share).toBeGreaterThanOrEqual(0.98);
  });
});

describe('the order of articles', () => {
  const order = articleOrder(['10', '2', '10-1', '1', '9', '10-2', '11']);

  it('is numeric', () => {
    expect(order.before('11', 9)).toEqual(['1', '2', '9', '10', '10-1', '10-2']);
    expect(order.after('10')).toEqual(['10-1']);
    expect(order.after('11')).toEqual([]);
  });

  it('places a number that the statute lacks where it would stand', () => {
    expect(order.before('3', 1)).toEqual(['2']);
    expect(order.after('3')).toEqual(['9']);
    expect(order.between('3', '10-1')).toEqual(['3', '9', '10', '10-1']);
    expect(order.has('3')).toBe(false);
  });

  it('knows what is beyond its last article', () => {
    expect([order.isBeyond('11'), order.isBeyond('11-1'), order.isBeyond('12')]).toEqual([false, true, true]);
  });

  it('has both ends of a range that runs backwards, and no more', () => {
    expect(order.between('11', '2')).toEqual(['11', '2']);
  });
});

describe('a range in a statute whose articles are not at hand', () => {
  it.each([
    ['3', '6', ['3', '4', '5', '6']],
    ['14-1', '14-3', ['14-1', '14-2', '14-3']],
    ['14', '14-2', ['14', '14-1', '14-2']],
    ['9', '11-1', ['9', '10', '11', '11-1']],
    ['1', '900', ['1', '900']],
  ])('%s to %s is counted', (from, to, articles) => {
    expect(guessedRange(from, to)).toEqual(articles);
  });
});
