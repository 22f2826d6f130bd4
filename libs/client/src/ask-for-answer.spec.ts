import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { askForAnswer } from './ask-for-answer.js';
import { createLexHopClient, type Schema } from './lexhop-client.js';
import { answersJson, aServer } from './testing/a-server.js';

const sentence = { place: 0, kind: 'written', text: '可以。', citations: [], supported: true };
const whole = { text: '可以。' };

function answersStream(...events: readonly (readonly [type: string, data: unknown])[]): RequestListener {
  return (_, response) => {
    for (const [type, data] of events) response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
    response.end();
  };
}

async function ask(answer: RequestListener, signal?: AbortSignal) {
  const { url } = await aServer({ 'POST /graphs/default/answers': answer });
  const heard: unknown[] = [];
  const hear = (event: unknown) => void heard.push(event);
  const question = { graph: 'default', request: { query: '可以嗎？' }, onEvidence: hear, onSentence: hear };
  const asked = askForAnswer(createLexHopClient({ url }), { ...question, ...(signal && { signal }) });
  return { asked, heard };
}

describe('askForAnswer', () => {
  it('hears what is answered from, then each sentence, and gives the whole', async () => {
    const evidence = { evidence: [] };
    const { asked, heard } = await ask(
      answersStream(['evidence', evidence], ['sentence', sentence], ['answer', whole]),
    );
    expect(await asked).toEqual(whole as Partial<Schema<'Answer'>>);
    expect(heard).toEqual([evidence, sentence]);
  });

  it.each([
    ['before it begins', answersJson({ code: 'no-active-build', detail: 'No build.', status: 409 }, 409)],
    ['while it comes', answersStream(['problem', { code: 'no-active-build', detail: 'No build.', status: 409 }])],
  ])('rejects with the server’s problem %s', async (_, answer) => {
    const { asked } = await ask(answer);
    await expect(asked).rejects.toMatchObject({ name: 'ProblemError', status: 409, code: 'no-active-build' });
  });

  it('takes a stream that ends without its answer for a server that is away', async () => {
    const { asked } = await ask(answersStream(['sentence', sentence]));
    await expect(asked).rejects.toMatchObject({ code: 'server-unreachable' });
  });

  it('rejects with the reason of who called it off', async () => {
    const leaving = new AbortController();
    const reason = new Error('Enough.');
    const { asked } = await ask((_, response) => {
      response.write(': begun\n\n');
      leaving.abort(reason);
    }, leaving.signal);
    await expect(asked).rejects.toBe(reason);
  });
});
