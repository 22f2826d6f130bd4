import { tmpdir } from 'node:os';
import { embeddingSettings } from '@lexhop/embedding';
import { readSettings } from '@lexhop/foundation';
import { rerankingSettings } from '@lexhop/reranking';
import { describe, expect, it } from 'vitest';
import { evaluateCommand } from './evaluate.js';

describe('lexhop evaluate', () => {
  it('says of a folder that it is no file', async () => {
    const output = { line: () => {}, json: () => {}, remark: () => {} };
    const embedding = readSettings(embeddingSettings, { LEXHOP_EMBEDDING_CHAIN: 'mock' });
    const reranking = readSettings(rerankingSettings, {});
    const options = { corpus: tmpdir(), queries: [tmpdir()], keep: tmpdir(), modes: ['bm25'] } as const;
    await expect(evaluateCommand({ embedding, reranking, output }, options)).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining('is it there, and a file?') as string,
    });
  });
});
