import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { commandLine, lexhop as lexhopOver, run } from '../support/command-line.js';
import { bankFile, statutesFile } from '../support/graphs.js';
import { aFolder, TestServer } from '../support/server.js';

let folder: Awaited<ReturnType<typeof aFolder>>;
beforeAll(async () => {
  folder = await aFolder();
});
afterAll(() => folder.remove());

const lexhop = (...words: readonly string[]) => lexhopOver(folder.path, ...words);

describe('the command line without a server', () => {
  it('says in a sentence that there is nothing to build yet, and that a first start takes its time', async () => {
    const build = await lexhop('build');
    expect(build).toMatchObject({ code: 3, output: '' });
    expect(build.errors).toMatch(/ is new: its database is made first.*\nlexhop: Graph default has no statutes.*\n$/);
    expect(await lexhop('ask', 'x')).toMatchObject({ code: 3, errors: expect.stringContaining('no active build') });
  });

  it('says what is wrong with a setting, or that a port is taken, when its server can’t start', async () => {
    const start = (settings: Record<string, string>, ...words: readonly string[]) =>
      run([process.execPath, commandLine, ...words], folder.path, settings);
    expect(await start({ LEXHOP_EMBEDING_CHAIN: 'mock' }, 'status')).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/LEXHOP_EMBEDING_CHAIN is no setting.*LEXHOP_EMBEDDING_CHAIN meant\?\n$/),
    });
    expect(await start({ LEXHOP_LLM_PROVIDER: 'gemni' }, 'status')).toMatchObject({ code: 2 });
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    onTestFinished(() => void holder.close());
    const { port } = holder.address() as AddressInfo;
    expect(await start({ LEXHOP_PORT: String(port) }, 'demo')).toMatchObject({
      code: 3,
      errors: expect.stringMatching(new RegExp(`Port ${port} is taken: .* LEXHOP_PORT .*\\n$`)),
    });
    const server = [process.execPath, resolve('bundle/api.js')] as const;
    expect(await run(server, folder.path, { LEXHOP_PORT: String(port) })).toEqual({
      code: 3,
      output: '',
      errors: expect.stringMatching(new RegExp(`^Port ${port} is taken: .* LEXHOP_PORT .*\\n$`)),
    });
  });

  it('tells its version, and helps at once', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    expect(await lexhop('--version')).toEqual({ code: 0, output: `${version}\n`, errors: '' });
    for (const words of [['--version', '--json'] as const, ['--json', '--version'] as const]) {
      expect(JSON.parse((await lexhop(...words)).output)).toEqual({ version });
    }
    // In processor time, since other work on the machine slows every start; in microseconds.
    const sayTime =
      'data:text/javascript,process.on("exit",()=>process.stderr.write(JSON.stringify(process.cpuUsage())))';
    const help = await run([process.execPath, '--import', sayTime, commandLine, '--help'], folder.path);
    expect(help).toMatchObject({ code: 0, output: expect.stringContaining('Exit codes') });
    const { user, system } = JSON.parse(help.errors) as NodeJS.CpuUsage;
    expect(user + system).toBeLessThan(200_000);
  });

  it('goes from files to an answer with its path', async () => {
    expect(await lexhop('import', statutesFile)).toMatchObject({
      code: 0,
      output: expect.stringContaining('271 articles (21 repealed)'),
    });
    expect(await lexhop('questions', 'import', bankFile)).toMatchObject({
      code: 0,
      output: expect.stringContaining('250 of 250 fit'),
    });
    const build = await lexhop('build');
    expect(build).toMatchObject({ code: 0, output: expect.stringContaining('Build 1 of graph default is active') });
    expect(build.output).toContain('semantic: false');
    expect(build.errors).toMatch(/4\/\d match edges/);
    const answer = await lexhop('ask', '影印課本給學生', '--explain', '--top-k', '3');
    expect(answer.output).toMatch(/著作權法 \S+ +\[J0070017:/);
    expect(answer.output).toContain('←');
  });

  it('asks which API to speak to where the books are on a server, instead of beginning another beside it', async () => {
    const servers = { DATABASE_URL: 'postgres://lexhop@127.0.0.1/lexhop' };
    expect(await run([process.execPath, commandLine, 'status'], folder.path, servers)).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/LEXHOP_URL is not set: .*127\.0\.0\.1:3210/),
    });
  });
});

describe('the command line beside a server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start(folder.path);
  });
  afterAll(() => server.stop());

  it('speaks to it, by the data directory alone', async () => {
    const status = await lexhop('status', '--json');
    expect(JSON.parse(status.output)).toMatchObject({ server: server.url });
    expect((await lexhop('status')).output).toContain('build 1 is active');
    const estimate = await lexhop('estimate', '--json');
    expect(JSON.parse(estimate.output)).toMatchObject({ articles: 250, fromQuestionBank: 250 });
    expect(await lexhop('show', 'J0070017:52')).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^著作權法 52 .* 第三章 /),
    });
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
    const script = `{ "${process.execPath}" "${commandLine}" graph export; echo "ended with $?" >&2; } | head -c 1`;
    expect(await run(['sh', '-c', script], folder.path)).toMatchObject({ code: 0, errors: 'ended with 0\n' });
  });

  it('ends with codes that scripts can tell apart', async () => {
    expect(await lexhop('ask', ' ')).toMatchObject({ code: 2, errors: expect.stringContaining('query is empty') });
    expect(await lexhop('ask', 'x', '--graph', 'nowhere')).toMatchObject({
      code: 3,
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
    expect(await lexhop('show', '商法第1條')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('Nearest to 商法: 商標法 (J0070001).'),
    });
    expect((await lexhop('ask')).code).toBe(2);
    expect((await lexhop('ask', 'x', '--mode', 'magic')).code).toBe(2);
    expect((await lexhop('--help')).code).toBe(0);
    expect((await lexhop('--help')).output).toContain('From nothing to a first answer');
  });

  it('ends the demo by saying where to look at it in a browser', async () => {
    const demo = await lexhop('demo');
    expect(demo.output.trim().split('\n').at(-1)).toBe(`In a browser:    ${server.url}`);
  });
});
