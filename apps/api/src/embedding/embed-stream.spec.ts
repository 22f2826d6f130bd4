import { describe, expect, it } from 'vitest';
import { bodyKind, embedStream } from './embed-stream.js';
import { FakeEmbeddingModel } from '@lexhop/embedding/testing';

describe('bodyKind', () => {
  it.each([
    ['application/json', 'json'],
    ['Application/JSON; charset=utf-8', 'json'],
    ['application/x-ndjson', 'lines'],
    ['APPLICATION/X-NDJSON;charset=UTF-8', 'lines'],
  ])('knows %s', (contentType, kind) => {
    expect(bodyKind(contentType)).toBe(kind);
  });

  it.each([
    ['application/x-www-form-urlencoded', ', not application/x-www-form-urlencoded'],
    ['text/plain;charset=UTF-8', ', not text/plain'],
    ['application/x-ndjson-else', ', not application/x-ndjson-else'],
    [undefined, '; there is none'],
  ])('says of %s which are allowed', (contentType, sentence) => {
    const both = `Send application/json or application/x-ndjson as content-type${sentence}.`;
    expect(() => bodyKind(contentType)).toThrow(both);
  });
});

async function answersTo(model: FakeEmbeddingModel, ...chunks: readonly string[]) {
  async function* body() {
    for (const chunk of chunks) yield Buffer.from(chunk);
  }
  const query = { role: 'passage', outputs: ['dense'], signal: new AbortController().signal } as const;
  const answers: { id?: unknown; dense?: number[]; error?: { detail: string }; line?: number }[] = [];
  for await (const line of embedStream(body(), model, { ...query, outputs: ['dense'] })) answers.push(JSON.parse(line));
  return answers;
}

describe('embedStream', () => {
  it('answers every line in order under its id, or under its number where it has none', async () => {
    const model = new FakeEmbeddingModel();
    const answers = await answersTo(model, '{"id":"a","text":"一"}\n{"te', 'xt":"二"}\n\n{"id":7,"text":"三"}');
    expect(answers.map(({ id }) => id)).toEqual(['a', 2, 7]);
    expect(Float32Array.from(answers[1]?.dense ?? [])).toEqual(await model.embed(['二'], 'passage'));
  });

  it('answers a line that can not be read at its place, and the rest as well', async () => {
    const long = JSON.stringify({ text: '長'.repeat(32_001) });
    const answers = await answersTo(
      new FakeEmbeddingModel(),
      `{"text":"一"}\nnot json\n{"txt":1}\n${long}\n{"text":"二"}\n`,
    );
    expect(answers.map(({ id, line }) => id ?? `wrong ${line}`)).toEqual([1, 'wrong 2', 'wrong 3', 'wrong 4', 5]);
    expect(answers[1]?.error?.detail).toBe("Line 2 can't be embedded: it is not JSON.");
    expect(answers[2]?.error?.detail).toContain('it is not {"id", "text"}: text: ');
    expect(answers[3]?.error?.detail).toContain('32,000');
  });

  it('answers what came before it reads on: a client may wait', async () => {
    const model = new FakeEmbeddingModel();
    let asked = 0;
    async function* body() {
      for (const text of ['一', '二']) {
        asked += 1;
        yield Buffer.from(`${JSON.stringify({ text })}\n`);
      }
    }
    const stream = embedStream(body(), model, {
      role: 'passage',
      outputs: ['dense'],
      signal: AbortSignal.timeout(1e6),
    });
    expect((await stream.next()).value).toContain('"id":1');
    expect(asked).toBe(1);
    await stream.return(undefined);
  });

  it('fails as the model does, so that no answer looks whole that is not', async () => {
    const model = new FakeEmbeddingModel();
    model.failure = new Error('out of memory');
    await expect(answersTo(model, '{"text":"一"}\n')).rejects.toThrow('out of memory');
  });
});
