import type { Build, BuildReference } from '@lexhop/graph-model';
import type { GraphOverview } from '@lexhop/graph-store';
import { describe, expect, it } from 'vitest';
import { Overviews } from './overviews.js';

const build = (number: number) => ({ graph: 'g', number, createdAt: '2026-11-30T00:00:00.000Z' }) as Build;
const most = { statutes: 300, links: 1_000 };

/** Books that are away, or tell of each build as many statutes left out as its number says; and the most readers that they had at once. */
function aScene() {
  const books = { away: false, readers: 0, mostReaders: 0 };
  const overview = async ({ number }: BuildReference): Promise<GraphOverview> => {
    books.readers += 1;
    books.mostReaders = Math.max(books.mostReaders, books.readers);
    await new Promise((resolve) => setImmediate(resolve));
    books.readers -= 1;
    if (books.away) throw new Error('away');
    return { build: number, statutes: [], links: [], statutesLeftOut: number, linksLeftOut: 0 };
  };
  return { books, overviews: new Overviews({ overview }) };
}

describe('overviews', () => {
  it('are read once for a build and limits', async () => {
    const { overviews } = aScene();
    const first = await overviews.of(build(1), most);
    expect(await overviews.of(build(1), most)).toBe(first);
    expect(await overviews.of(build(1), { ...most, links: 2 })).not.toBe(first);
    expect(await overviews.of(build(2), most)).toMatchObject({ statutesLeftOut: 2 });
  });

  it('are read one after another, however many ask at once', async () => {
    const { books, overviews } = aScene();
    const asked = Array.from({ length: 40 }, (_, place) => overviews.of(build(place), most));
    expect((await Promise.all(asked)).map(({ statutesLeftOut }) => statutesLeftOut)).toEqual([...asked.keys()]);
    expect(books.mostReaders).toBe(1);
  });

  it('that could not be read are read again', async () => {
    const { books, overviews } = aScene();
    books.away = true;
    await expect(overviews.of(build(1), most)).rejects.toThrow('away');
    books.away = false;
    expect(await overviews.of(build(1), most)).toMatchObject({ statutesLeftOut: 1 });
  });
});
