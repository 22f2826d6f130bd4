import { describe, expect, it } from 'vitest';
import { retrieveRequestSchema } from './request.js';

const complaintsAbout = (request: object) =>
  retrieveRequestSchema.safeParse({ query: '押金', ...request }).error?.issues.map(({ message }) => message);

describe('retrieveRequestSchema', () => {
  it('asks for ten results by hop where nothing else is said', () => {
    expect(retrieveRequestSchema.parse({ query: '押金' })).toEqual({ query: '押金', mode: 'hop', topK: 10 });
  });

  it.each([
    [{ query: '' }, 'query is empty: say what you look for'],
    [{ query: ' 　\n' }, 'query is empty: say what you look for'],
    [{ query: '租'.repeat(10_001) }, 'query has at most 10,000 characters'],
    [{ query: 7 }, 'query is a text'],
    [{ topK: 0 }, 'topK is a whole number from 1 to 100'],
    [{ topK: 1_000_000 }, 'topK is a whole number from 1 to 100'],
    [{ topK: 1.5 }, 'topK is a whole number from 1 to 100'],
    [{ topK: 'many' }, 'topK is a whole number from 1 to 100'],
    [{ statutes: [] }, 'statutes names at least one statute, or is left out'],
    [{ statutes: Array.from({ length: 1001 }, () => 'S') }, 'statutes names at most 1,000 statutes'],
  ])('refuses %j with its bound', (request, complaint) => {
    expect(complaintsAbout(request)).toEqual([complaint]);
  });

  it('refuses a mode that there is not, naming those that there are', () => {
    expect(complaintsAbout({ mode: 'magic' })?.[0]).toContain('"hop-paper"');
  });

  it('takes the longest query and the most results', () => {
    expect(complaintsAbout({ query: '租'.repeat(10_000), topK: 100 })).toBeUndefined();
  });

  it.each([
    [{ topk: 5 }, 'there is no field "topk"; the nearest is topK'],
    [{ statute: ['J0070017'] }, 'there is no field "statute"; the nearest is statutes'],
    [{ modus: 'hop', explian: true }, /"modus"; the nearest is mode; .*"explian"; the nearest is explain/],
  ])('refuses %j with the nearest field', (request, sentence) => {
    expect(retrieveRequestSchema.safeParse({ query: '押金', ...request }).error?.issues).toMatchObject([
      { message: expect.stringMatching(sentence) as string },
    ]);
  });
});
