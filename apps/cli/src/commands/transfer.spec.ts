import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exitCodeOf } from '../errors.js';
import { answersJson, aServer } from '@lexhop/client/testing';
import { aConnection } from '../testing/told-output.js';
import { exportInto } from './transfer.js';

const lines = Array.from({ length: 20_000 }, (_, number) => `{"article":"J0070017:${number}"}\n`);

async function beside(answers: Parameters<typeof aServer>[0]) {
  const { url } = await aServer(answers);
  return aConnection(url);
}

/** A server with the questions of the graph `tax`, which it sends line by line. */
const withQuestions = () =>
  beside({
    'GET /graphs/tax/questions': (_, response) => {
      for (const line of lines) response.write(line);
      response.end();
    },
  });

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lexhop-export-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const what = { graph: 'tax', what: 'questions' } as const;

describe('lexhop questions export', () => {
  it('writes every line to a file', async () => {
    const file = join(await aFolder(), 'questions.jsonl');
    await exportInto(await withQuestions(), file, what);
    expect(await readFile(file, 'utf8')).toBe(lines.join(''));
  });

  it.each(['nowhere/questions.jsonl', '.', 'file/questions.jsonl'])('is asked wrongly with %s', async (name) => {
    const folder = await aFolder();
    await writeFile(join(folder, 'file'), '');
    const file = join(folder, name);
    const ended = exportInto(await withQuestions(), file, what);
    await expect(ended).rejects.toMatchObject({ code: 'file-unwritable', file });
    await expect(ended.catch((thrown: Error) => exitCodeOf(thrown))).resolves.toBe(2);
  });

  it('leaves a file as it is when there is nothing to write into it', async () => {
    const file = join(await aFolder(), 'questions.jsonl');
    await writeFile(file, 'before');
    const problem = answersJson({ code: 'no-active-build', detail: 'Graph tax has no active build.' }, 409);
    const context = await beside({ 'GET /graphs/tax/questions': problem });
    await expect(exportInto(context, file, what)).rejects.toMatchObject({ code: 'no-active-build' });
    expect(await readFile(file, 'utf8')).toBe('before');
  });

  it('goes to standard output without a file, and leaves it open', async () => {
    const stdout = new PassThrough({ highWaterMark: 1 << 24 });
    await exportInto(await withQuestions(), undefined, { ...what, stdout });
    expect([String(stdout.read()), stdout.writable]).toEqual([lines.join(''), true]);
  });

  it('ends quietly when the reader of standard output has left', async () => {
    const left = Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' });
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done(left) });
    await expect(exportInto(await withQuestions(), undefined, { ...what, stdout })).resolves.toBeUndefined();
  });

  it('says that the server is gone when it breaks off in the middle', async () => {
    const context = await beside({
      'GET /graphs/tax/questions': (_, response) => {
        response.write('{"article":', () => response.socket?.destroy());
      },
    });
    const ended = exportInto(context, undefined, { ...what, stdout: new PassThrough() });
    await expect(ended).rejects.toMatchObject({ code: 'server-unreachable' });
  });
});
