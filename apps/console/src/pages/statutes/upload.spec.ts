// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import type { sendFile } from '@lexhop/console-parts';
import { inOrderOfConcern, type StatutesRead, type Upload, uploadKindOf, UploadQueue, uploadTotals } from './upload.js';

const read = (counts: Partial<StatutesRead>): StatutesRead => ({
  file: 'a.json',
  statutes: 1,
  articles: 10,
  headings: 0,
  repealed: 1,
  added: 1,
  replaced: 0,
  unchanged: 0,
  leftOut: { statutes: 0, articles: 0, lines: 0 },
  warnings: [],
  warningCount: 0,
  ...counts,
});

const facts = (id: number) => ({ id, path: `${id}.json`, bytes: 100, sent: 0 });
const uploads: readonly Upload[] = [
  { ...facts(0), state: 'waiting' },
  { ...facts(1), state: 'read', kind: 'statutes', read: read({}) },
  { ...facts(2), sent: 40, state: 'sending' },
  { ...facts(3), state: 'read', kind: 'statutes', read: read({ warningCount: 2, added: 0, replaced: 1 }) },
  { ...facts(4), state: 'failed', error: new Error('bad') },
];

describe('uploads', () => {
  it('are question banks by their name, statutes otherwise', () => {
    expect(['a/b.jsonl', 'B.NDJSON', 'ChLaw.json', 'x.md', 'jsonl'].map(uploadKindOf)).toEqual([
      'question-bank',
      'question-bank',
      'statutes',
      'statutes',
      'statutes',
    ]);
  });

  it('are counted: files, bytes, and what was read', () => {
    expect(uploadTotals(uploads)).toMatchObject({ files: 5, ended: 3, failed: 1, bytes: 500, sent: 340 });
    expect(uploadTotals(uploads)).toMatchObject({ statutes: 2, articles: 20, repealed: 2, added: 1, replaced: 1 });
  });

  it('come in the order in which they need to be looked at', () => {
    expect(inOrderOfConcern(uploads).map(({ id }) => id)).toEqual([4, 3, 2, 0, 1]);
  });
});

type Order = Parameters<typeof sendFile>[0];

const found = (...paths: readonly string[]) => paths.map((path) => ({ path, file: new File(['{}'], path) }));
const answer = { files: [{ statutes: 1, articles: 3, warningCount: 0 }] };

/** A server that answers when told to, and remembers what it was sent. */
function aServer() {
  const orders: Order[] = [];
  const settle: { readonly resolve: (answer: unknown) => void; readonly reject: (error: unknown) => void }[] = [];
  const send = ((order: Order) => {
    orders.push(order);
    return new Promise<unknown>((resolve, reject) => settle.push({ resolve, reject }));
  }) as typeof sendFile;
  return { orders, settle, send };
}

const statesOf = (queue: UploadQueue) => queue.uploads.get().map(({ state }) => state);

it('sends two at a time, and the next when one has ended, however it ended', async () => {
  const { orders, settle, send } = aServer();
  const queue = new UploadQueue('g', () => {}, send);
  queue.add(found('1.json', '2.json', '3.json'));
  await vi.waitFor(() => expect(statesOf(queue)).toEqual(['sending', 'sending', 'waiting']));
  settle[0]?.reject(new Error('unreadable'));
  await vi.waitFor(() => expect(statesOf(queue)).toEqual(['failed', 'sending', 'sending']));
  expect(orders.map(({ name }) => name)).toEqual(['1.json', '2.json', '3.json']);
});

it('sends statutes and question banks to where each belongs, banks when all statutes have ended', async () => {
  const { orders, settle, send } = aServer();
  const queue = new UploadQueue('g', () => {}, send);
  queue.add(found('bank.jsonl', 'laws/a.json'));
  await vi.waitFor(() => expect(statesOf(queue)).toEqual(['waiting', 'sending']));
  settle[0]?.resolve(answer);
  await vi.waitFor(() => expect(orders).toHaveLength(2));
  expect(orders.map(({ path }) => path)).toEqual(['/api/v1/graphs/g/statutes', '/api/v1/graphs/g/questions']);
});

it('tells when all have ended, and sends again what failed', async () => {
  const { settle, send } = aServer();
  const drained = vi.fn<() => void>();
  const queue = new UploadQueue('g', drained, send);
  queue.add(found('a.json', 'b.json'));
  settle[0]?.resolve(answer);
  settle[1]?.reject(new Error('away'));
  await vi.waitFor(() => expect(statesOf(queue)).toEqual(['read', 'failed']));
  expect(drained).toHaveBeenCalled();
  queue.retry();
  await vi.waitFor(() => expect(statesOf(queue)).toEqual(['read', 'sending']));
  settle[2]?.resolve(answer);
  await vi.waitFor(() => expect(statesOf(queue)).toEqual(['read', 'read']));
});
