import { describe, expect, it } from 'vitest';
import { pagesOf, slicesOf } from './pages.js';

const numbers = [1, 2, 3, 4, 5, 6];

async function pagesRead(limit: number, after?: number) {
  const pages: (readonly number[])[] = [];
  const read = async (from = 0, most: number) => numbers.filter((number) => number > from).slice(0, most);
  const paging = { limit, keyOf: (number: number) => number, read };
  for await (const page of pagesOf(after === undefined ? paging : { ...paging, after })) pages.push(page);
  return pages;
}

describe('pagesOf', () => {
  it('reads to the end, in order', async () => {
    expect(await pagesRead(4)).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ]);
  });

  it('gives no empty page where the last one was full', async () => {
    expect(await pagesRead(3)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it('begins after a key', async () => {
    expect(await pagesRead(10, 4)).toEqual([[5, 6]]);
    expect(await pagesRead(10, 6)).toEqual([]);
  });
});

describe('slicesOf', () => {
  it('cuts a list into parts, of which only the last may be shorter', () => {
    expect([...slicesOf(numbers, 4)]).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ]);
    expect([...slicesOf(numbers, 3)]).toHaveLength(2);
    expect([...slicesOf([], 3)]).toEqual([]);
  });
});
