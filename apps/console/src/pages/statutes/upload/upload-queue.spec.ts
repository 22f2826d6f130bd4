// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import type { sendFile } from '../../../server/send-file.js';
import { UploadQueue } from './upload-queue.js';

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
