import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { describeReranker } from '../testing/reranker.contract.js';
import {
  rerankAnswers,
  type RerankDialectName,
  rerankDialects,
  rerankKey,
  type RerankWire,
  startRerankWire,
} from '../testing/rerank-wire.js';
import { HttpReranker } from './http-reranker.js';

const names = Object.keys(rerankDialects) as RerankDialectName[];
const rerankerOf = ({ url }: RerankWire) => new HttpReranker({ baseUrl: url, model: 'bge', apiKey: rerankKey });

for (const name of names) {
  const wires: RerankWire[] = [];
  afterAll(() => wires.forEach((wire) => wire.close()));
  describeReranker(`A server as ${name}`, async () => {
    const wire = await startRerankWire(name);
    wires.push(wire);
    return rerankerOf(wire);
  });
}

async function aServer(name: RerankDialectName) {
  const wire = await startRerankWire(name);
  onTestFinished(() => wire.close());
  return { wire, reranker: rerankerOf(wire) };
}

const fifty = Array.from({ length: 50 }, (_, place) => (place === 41 ? '押金返還' : `租金${place}`));

describe('HttpReranker', () => {
  it.each(names)('orders fifty passages by the scores of %s, whatever its limits', async (name) => {
    const { reranker } = await aServer(name);
    const ranking = await reranker.rerank('押金返還', fifty);
    expect(ranking).toHaveLength(50);
    expect(ranking[0]).toEqual({ index: 41, score: 1 });
  });

  it('learns once how a server wants to be asked, and sends the key to it', async () => {
    const { wire, reranker } = await aServer('tei');
    await reranker.rerank('押金', fifty);
    await reranker.rerank('押金', fifty);
    expect(wire.asked.map(({ body }) => (body.documents ?? body.texts)?.length)).toEqual([50, 50, 32, 18, 32, 18]);
    expect(wire.asked.map(({ body }) => body.documents !== undefined)).toEqual([true, ...Array(5).fill(false)]);
    expect(new Set(wire.asked.map(({ key }) => key))).toEqual(new Set([`Bearer ${rerankKey}`]));
  });

  it('believes scores that come with an error in which nothing stands', async () => {
    const { wire, reranker } = await aServer('vllm');
    const results = [
      { index: 0, relevance_score: 0.1 },
      { index: 1, relevance_score: 0.7 },
    ];
    wire.next.push(rerankAnswers(200, { error: { message: '' }, results }));
    expect((await reranker.rerank('押金', ['租金', '押租金'])).map(({ index }) => index)).toEqual([1, 0]);
    expect(wire.asked).toHaveLength(1);
  });

  it('sends less of each passage where one is longer than the server reads', async () => {
    const { wire, reranker } = await aServer('vllm');
    const long = `${'租'.repeat(3_000)}押金返還`;
    expect((await reranker.rerank('押金返還', [long, '押金'])).map(({ index }) => index)).toEqual([1, 0]);
    const lengths = wire.asked.map(({ body }) => body.documents?.[0]?.length ?? 0);
    expect(lengths).toEqual([3_004, 1_502, 751]);
  });

  it('cuts a question that is longer than passages may be, and learns nothing from what fails all the same', async () => {
    const { wire, reranker } = await aServer('vllm');
    await reranker.rerank('押'.repeat(9_000), ['租'.repeat(600), '押金']);
    const refusals = Array.from({ length: 8 }, () => rerankAnswers(413, { message: 'too many tokens' }));
    wire.next.push(...refusals);
    await expect(reranker.rerank('押金', ['租'.repeat(600), '押金'])).rejects.toThrow('413');
    wire.next.length = 0;
    await reranker.rerank('押金', ['租'.repeat(600), '押金']);
    const { query, documents } = wire.asked.at(-1)?.body ?? {};
    expect([query, documents?.[0]?.length]).toEqual(['押金', 600]);
  });

  it('takes the address with its /rerank, too', async () => {
    const { wire } = await aServer('jina');
    const reranker = new HttpReranker({ baseUrl: `${wire.url}/rerank/` });
    expect(await reranker.rerank('押金', ['租金', '押金'])).toHaveLength(2);
    expect(reranker.model).toMatchObject({ provider: 'http', model: new URL(wire.url).host });
  });

  it.each([
    ['too busy', 429, { error: { message: 'overloaded' } }, true],
    ['broken', 503, '<html><h1>Bad Gateway</h1></html>', true],
    ['a wrong key', 401, { message: `invalid api token ${rerankKey}` }, false],
    ['nothing there', 404, { detail: 'Not Found' }, false],
    ['a web page', 200, '<!doctype html><p>Sign in</p>', false],
    ['an error in a success', 200, { error: 'model is not a re-ranker model', error_type: 'Backend' }, false],
    ['another shape', 200, { ranking: [1, 0] }, false],
    ['a passage left out', 200, { results: [{ index: 0, relevance_score: 1 }] }, false],
    [
      'a passage scored twice',
      200,
      [
        { index: 0, score: 1 },
        { index: 0, score: 0.5 },
      ],
      false,
    ],
    [
      'a passage that was not sent',
      200,
      [
        { index: 0, score: 1 },
        { index: 7, score: 0.5 },
      ],
      false,
    ],
    [
      'no number',
      200,
      [
        { index: 0, score: 1 },
        { index: 1, score: null },
      ],
      false,
    ],
    ['a score that is missing', 200, [{ index: 0, score: 1 }, { index: 1 }], false],
  ])('says so, without its key, of a server with %s', async (_, status, body, retryable) => {
    const { wire, reranker } = await aServer('jina');
    wire.next.push(rerankAnswers(status, body, { 'retry-after': '3' }));
    const failed: unknown = await reranker.rerank('押金', ['租金', '押金']).catch((thrown: unknown) => thrown);
    expect(failed).toMatchObject({ code: 'reranking-failed', retryable, retryAfterMilliseconds: 3_000 });
    expect(String(failed)).toContain(`answered ${status}`);
    expect(String(failed)).not.toContain(rerankKey);
    expect(wire.asked).toHaveLength(1);
  });

  it('does not read an answer without end', async () => {
    const { wire, reranker } = await aServer('jina');
    wire.next.push((response) => response.end('x'.repeat(33 * 1024 * 1024)));
    await expect(reranker.rerank('押金', ['租金'])).rejects.toThrow('more than 33554432 bytes');
  });

  it('says that nobody answers, or hangs up', async () => {
    const { wire, reranker } = await aServer('jina');
    wire.next.push((response) => response.destroy());
    await expect(reranker.rerank('押金', ['租金'])).rejects.toMatchObject({ retryable: true });
    wire.close();
    await expect(reranker.rerank('押金', ['租金'])).rejects.toThrow('no answer came from 127.0.0.1');
  });

  it('gives up a request whose signal is aborted', async () => {
    const { wire, reranker } = await aServer('jina');
    const controller = new AbortController();
    wire.next.push(() => controller.abort(new Error('enough')));
    await expect(reranker.rerank('押金', ['租金'], { signal: controller.signal })).rejects.toThrow('enough');
  });
});
