import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { curlOf } from './curl-of.js';

const asked = { query: `it's "影印" $HOME`, modes: ['hop'] as const, topK: 5, statutes: ['J0070017'] };

describe('curlOf', () => {
  it('is a command whose words a shell reads as they were meant', () => {
    const command = curlOf('http://127.0.0.1:3210', 'default', { asked, mode: 'hop' }, true);
    const words = execFileSync('sh', ['-c', command.replace(/^curl/, String.raw`printf '%s\n'`)], {
      env: { LEXHOP_API_KEY: 'secret' },
      encoding: 'utf8',
    }).split('\n');
    expect(words).toContain('http://127.0.0.1:3210/api/v1/graphs/default/retrieve');
    expect(words).toContain('authorization: Bearer secret');
    const body: unknown = JSON.parse(words.find((word) => word.startsWith('{')) ?? '');
    expect(body).toEqual({ query: asked.query, mode: 'hop', topK: 5, explain: true, statutes: ['J0070017'] });
  });

  it('asks for no key where none is needed', () => {
    expect(curlOf('http://127.0.0.1:3210', 'default', { asked, mode: 'bm25' }, false)).not.toContain('Bearer');
  });
});
