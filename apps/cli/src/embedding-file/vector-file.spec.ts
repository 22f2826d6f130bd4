import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textDigest } from './digest-file.js';
import { VectorFile, wholeLinesOf } from './vector-file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lexhop-vectors-'));
});
afterAll(() => rm(folder, { recursive: true }));

const about = { space: 'fake/fake@1:2:fp32:none', semantic: true, role: 'passage', outputs: ['dense'] };
const vector = { dense: Float32Array.of(0.6, 0.8) };

describe('VectorFile', () => {
  it('knows after every possible cut how many whole lines it has and of which texts, and drops the torn one', async () => {
    const file = join(folder, 'cut.jsonl');
    const texts = ['a', 'b"\\', '條'].map((id) => ({ id, text: id }));
    const written = await VectorFile.open(file, about);
    await written.append(texts, [vector, vector, vector]);
    await written.close();
    const [whole, digests] = [await readFile(file), await readFile(`${file}.digests`)];
    for (let bytes = whole.length; bytes > 0; bytes--) {
      await writeFile(file, whole.subarray(0, bytes));
      await writeFile(`${file}.digests`, digests);
      const opened = await VectorFile.open(file, about);
      await opened.close();
      const lines = whole.subarray(0, bytes).toString('latin1').split('\n').length - 1;
      const digest = texts.slice(0, lines).reduce(textDigest, '');
      expect([bytes, opened.begun]).toEqual([bytes, { texts: lines, digest }]);
      const kept = whole.subarray(0, whole.subarray(0, bytes).lastIndexOf('\n') + 1);
      expect((await readFile(file)).equals(kept)).toBe(true);
    }
  });

  it('goes on only as it was begun', async () => {
    const file = join(folder, 'other.jsonl');
    const written = await VectorFile.open(file, about);
    await written.append([{ id: 1, text: 'x' }], [vector]);
    await written.close();
    const other = VectorFile.open(file, { ...about, space: 'fake/fake@2:2:fp32:none' });
    await expect(other).rejects.toMatchObject({ code: 'embedding-file-invalid' });
  });

  it('can’t be where there is no folder', async () => {
    await writeFile(join(folder, 'file'), '');
    for (const file of [join(folder, 'nowhere', 'vectors.jsonl'), join(folder, 'file', 'vectors.jsonl')]) {
      const opened = VectorFile.open(file, about);
      await expect(opened).rejects.toMatchObject({ name: 'FileUnwritableError', code: 'file-unwritable', file });
    }
  });

  it('is not gone on with where nothing says of which texts it is, and stays as it is', async () => {
    const file = join(folder, 'unknown.jsonl');
    const written = await VectorFile.open(file, about);
    await written.append([{ id: 1, text: 'x' }], [vector]);
    await written.close();
    const whole = await readFile(file);
    await rm(`${file}.digests`);
    await expect(VectorFile.open(file, about)).rejects.toThrow('unknown.jsonl.digests does not say what it holds');
    expect((await readFile(file)).equals(whole)).toBe(true);
  });
});

describe('wholeLinesOf', () => {
  it('counts lines that are longer than what is read at a time', async () => {
    const file = join(folder, 'long.jsonl');
    const line = (id: number) => `{"id":${id},"dense":[${'1,'.repeat(800_000)}1]}\n`;
    await writeFile(file, line(1) + line(2) + line(3).slice(0, -1));
    const handle = await open(file);
    expect(await wholeLinesOf(handle)).toEqual({ lines: 2, end: 2 * line(1).length });
    await handle.close();
  });
});
