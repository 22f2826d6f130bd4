import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bankFile, statutesFile } from './support/graphs.js';
import { aFolder, TestServer } from './support/server.js';

const main = resolve('apps/cli/dist/main.js');
let folder: Awaited<ReturnType<typeof aFolder>>;

beforeAll(async () => {
  folder = await aFolder();
});
afterAll(() => folder.remove());

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command to its end, as a shell would. */
function lexhop(...words: readonly string[]): Promise<Ended> {
  return lexhopWith({}, ...words);
}

function lexhopWith(settings: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<Ended> {
  return run(process.execPath, [main, ...words], settings);
}

function run(file: string, words: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const env = {
    ...process.env,
    REDIS_URL: '',
    NEO4J_URI: '',
    LEXHOP_DATA_DIR: folder.path,
    LEXHOP_EMBEDDING_CHAIN: 'mock',
    ...settings,
  };
  return new Promise((ended) => {
    execFile(file, words, { env, maxBuffer: 1 << 28 }, (error, output, errors) =>
      ended({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, output, errors }),
    );
  });
}

describe('the command line without a server', () => {
  it('goes from files to an answer with its path', async () => {
    expect(await lexhop('import', statutesFile)).toMatchObject({
      code: 0,
      output: expect.stringContaining('271 articles (21 repealed)'),
    });
    expect(await lexhop('questions', 'import', bankFile)).toMatchObject({
      code: 0,
      output: expect.stringContaining('250 of 250 fit'),
    });
    const estimate = await lexhop('estimate', '--json');
    expect(JSON.parse(estimate.output)).toMatchObject({ articles: 250, fromQuestionBank: 250 });
    const build = await lexhop('build');
    expect(build).toMatchObject({ code: 0, output: expect.stringContaining('Build 1 of graph default is active') });
    expect(build.output).toContain('semantic: false');
    expect(build.errors).toContain('4/5 match edges');
    const answer = await lexhop('ask', '影印課本給學生', '--explain', '--top-k', '3');
    expect(answer.output).toMatch(/著作權法 \S+ +\[J0070017:/);
    expect(answer.output).toContain('←');
    expect(await lexhop('show', 'J0070017:52')).toMatchObject({
      code: 0,
      output: expect.stringContaining('著作權法 52'),
    });
    expect(await lexhop('status')).toMatchObject({ code: 0, output: expect.stringContaining('build 1 is active') });
  });

  it('writes graphs and questions to files, and reads them again', async () => {
    const [graph, questions] = [join(folder.path, 'graph.jsonl'), join(folder.path, 'questions.jsonl')];
    expect((await lexhop('graph', 'export', graph)).code).toBe(0);
    expect((await lexhop('graph', 'import', graph, '--graph', 'copy')).code).toBe(0);
    const copied = await lexhop('graph', 'export', '--graph', 'copy');
    expect(copied.output === (await readFile(graph, 'utf8'))).toBe(true);
    expect((await lexhop('questions', 'export', questions)).code).toBe(0);
    const imported = await lexhop('questions', 'import', questions, '--json');
    expect(JSON.parse(imported.output)).toMatchObject({ read: 250, fit: { usable: 250 } });
  });

  it('ends quietly when whoever reads its lines has left', async () => {
    const script = `{ "${process.execPath}" "${main}" graph export; echo "ended with $?" >&2; } | head -c 1`;
    expect(await run('sh', ['-c', script])).toMatchObject({ code: 0, errors: 'ended with 0\n' });
  });

  it('ends with codes that scripts can tell apart', async () => {
    expect(await lexhop('ask', ' ')).toMatchObject({ code: 2, errors: expect.stringContaining('query is empty') });
    expect(await lexhop('ask', 'x', '--graph', 'nowhere')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('no active build'),
    });
    for (const noFile of ['/nowhere/file.json', 'data']) {
      expect(await lexhop('import', noFile)).toMatchObject({
        code: 2,
        errors: expect.stringContaining("can't be read"),
      });
    }
    for (const what of ['graph', 'questions']) {
      expect(await lexhop(what, 'export', '/nowhere/file.jsonl')).toMatchObject({
        code: 2,
        errors: expect.stringMatching(/^lexhop: \/nowhere\/file\.jsonl can't be written: .*\n$/),
      });
      expect((await lexhop(what, 'export', '--json')).code).toBe(2);
    }
    expect(await lexhop('show', 'J0070017:999')).toMatchObject({ code: 1 });
    expect((await lexhop('ask')).code).toBe(2);
    expect((await lexhop('ask', 'x', '--mode', 'magic')).code).toBe(2);
    expect((await lexhop('--help')).code).toBe(0);
    expect((await lexhop('--help')).output).toContain('From nothing to a first answer');
  });
});

describe('the command line of the service shape', () => {
  it('asks which API to speak to, instead of beginning a server without workers', async () => {
    const servers = { REDIS_URL: 'redis://127.0.0.1:6379', NEO4J_URI: 'bolt://127.0.0.1:7687' };
    expect(await lexhopWith(servers, 'status')).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/LEXHOP_URL is not set: .*127\.0\.0\.1:3210/),
    });
  });
});

describe('the command line beside a server', () => {
  it('speaks to it, by the data directory alone', async () => {
    const server = await TestServer.start(folder.path);
    const status = await lexhop('status', '--json');
    expect(JSON.parse(status.output)).toMatchObject({ server: server.url });
    expect((await lexhop('ask', '商標')).code).toBe(0);
    await server.stop();
  });
});

describe('the demo', () => {
  it('builds, answers three questions with paths, and ends when asked to', async () => {
    const demo = await lexhop('demo', '--once');
    expect(demo.code).toBe(0);
    expect(demo.output.match(/^\? /gm)).toHaveLength(3);
    expect(demo.output).toContain('←');
    expect(demo.output).toContain('Ask more');
  });

  it('ends by saying where to look at it in a browser', async () => {
    const server = await TestServer.start(folder.path);
    const demo = await lexhop('demo');
    await server.stop();
    expect(demo.output.trim().split('\n').at(-1)).toBe(`In a browser:    ${server.url}`);
  });
});
