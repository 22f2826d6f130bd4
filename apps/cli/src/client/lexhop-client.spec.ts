import { describe, expect, it } from 'vitest';
import { answersJson, aServer } from '../testing/a-server.js';
import { LexHopClient } from './lexhop-client.js';

describe('LexHopClient', () => {
  it('hands on what the server says to do about a problem', async () => {
    const problem = { code: 'store-unavailable', detail: 'The graph store does not answer.', hint: 'Start it again.' };
    const { url } = await aServer({ 'GET /graphs': answersJson(problem, 503) });
    await expect(new LexHopClient(url).get('/graphs')).rejects.toMatchObject({
      status: 503,
      code: 'store-unavailable',
      message: 'The graph store does not answer.',
      hint: 'Start it again.',
    });
  });

  it('has no hint where the server has none', async () => {
    const { url } = await aServer({ 'GET /graphs': answersJson({ code: 'internal', detail: 'It failed.' }, 500) });
    await expect(new LexHopClient(url).get('/graphs')).rejects.toMatchObject({ code: 'internal', hint: undefined });
  });
});
