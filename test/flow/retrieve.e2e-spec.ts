import type { RetrieveAnswer } from '@lexhop/retrieval';
import { describe, expect, it } from 'vitest';
import { expectStatus } from '../support/graphs.js';
import { sampleGraph, sharedServer } from '../support/shared-server.js';

const query = '老師上課想影印一本書的幾頁發給學生，可以嗎？';
const server = sharedServer();

describe('a request to retrieve', () => {
  it('answers many queries at once, each as it is answered alone', async () => {
    type Many = { items: RetrieveAnswer[] };
    const queries = [query, '商標可以用地名嗎？'];
    const many = await expectStatus(
      server.request<Many>('POST', `/graphs/${sampleGraph}/retrieve/batch`, { queries }),
      200,
    );
    const alone = await Promise.all(
      queries.map((each) =>
        expectStatus(server.request<RetrieveAnswer>('POST', `/graphs/${sampleGraph}/retrieve`, { query: each }), 200),
      ),
    );
    expect(many.items.map(({ results }) => results)).toEqual(alone.map(({ results }) => results));
  });

  it('compresses JSON that is worth it, and refuses a field that there is not', async () => {
    const ask = (body: object) =>
      fetch(`${server.url}/api/v1/graphs/${sampleGraph}/retrieve`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-encoding': 'gzip' },
        body: JSON.stringify(body),
      });
    const [answer, refusal] = [await ask({ query }), await ask({ query, topk: 3 })];
    expect([answer.headers.get('content-encoding'), refusal.headers.get('content-encoding')]).toEqual(['gzip', null]);
    expect(await refusal.json()).toMatchObject({ status: 400, detail: expect.stringContaining('nearest is topK') });
  });
});
