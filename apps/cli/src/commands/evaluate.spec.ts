import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { ToldOutput } from '../testing/told-output.js';
import { evaluateCommand } from './evaluate.js';

describe('lexhop evaluate', () => {
  it('says of a folder that it is no file', async () => {
    const context = { environment: { LEXHOP_EMBEDDING_CHAIN: 'mock' }, output: new ToldOutput() };
    const options = { corpus: tmpdir(), queries: [tmpdir()], keep: tmpdir(), modes: ['bm25'] } as const;
    await expect(evaluateCommand(context, options)).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining('is it there, and a file?') as string,
    });
  });
});
