import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToldOutput } from '../testing/told-output.js';
import { verifyModelsCommand } from './models.js';

/** The pinned graph of bge-small-zh-v1.5-int8. */
const graph = { bytes: 24_010_842, sha256: '15b717c382bcb518ba457b93ea6850ede7f4f1cd8937454aa06972366cd19bcc' };

let cache: string;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'lexhop-models-'));
  const folder = join(cache, 'models--Xenova--bge-small-zh-v1.5');
  const snapshot = join(folder, 'snapshots', 'any');
  await mkdir(join(folder, 'blobs'), { recursive: true });
  await mkdir(join(snapshot, 'onnx'), { recursive: true });
  await writeFile(join(folder, 'blobs', graph.sha256), '');
  await truncate(join(folder, 'blobs', graph.sha256), graph.bytes);
  await symlink(join(folder, 'blobs', graph.sha256), join(snapshot, 'onnx', 'model_quantized.onnx'));
  await writeFile(join(snapshot, 'tokenizer.json'), '{}');
});
afterAll(() => rm(cache, { recursive: true }));

describe('lexhop models verify', () => {
  it('says of a wrong file how it is fetched again', async () => {
    const output = new ToldOutput();
    await expect(verifyModelsCommand({ environment: { HF_HUB_CACHE: cache }, output })).rejects.toMatchObject({
      code: 'model-file-wrong',
      message: expect.stringMatching(
        new RegExp(`instead of ${graph.sha256}; lexhop models pull bge-small-zh-v1.5-int8 fetches it again`, 'u'),
      ) as string,
    });
    expect(output.lines).toEqual([
      expect.stringMatching(/^WRONG .*quantized/u),
      expect.stringMatching(/^right .*tokenizer/u),
    ]);
  });
});
