import { execFile } from 'node:child_process';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFolder, TestServer } from '../support/server.js';

const main = resolve('bundle/cli.js');
let folder: Awaited<ReturnType<typeof aFolder>>;
const at = (name: string) => join(folder.path, name);

beforeAll(async () => {
  folder = await aFolder();
});
afterAll(() => folder.remove());

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command to its end, as a shell would, with an empty model cache that nothing is fetched into. */
function lexhop(...words: readonly string[]): Promise<Ended> {
  const models = { HF_HUB_CACHE: at('hub'), HF_HUB_OFFLINE: '1', LEXHOP_EMBEDDING_CHAIN: 'bge-small-zh-v1.5,mock' };
  const env = { ...process.env, REDIS_URL: '', NEO4J_URI: '', LEXHOP_DATA_DIR: at('data'), ...models };
  return new Promise((ended) => {
    execFile(process.execPath, [main, ...words], { env, maxBuffer: 1 << 28 }, (error, output, errors) =>
      ended({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, output, errors }),
    );
  });
}

describe('lexhop models', () => {
  it('lists every model with its size, and whether it is here', async () => {
    const { code, output } = await lexhop('models', 'list', '--json');
    expect(code).toBe(0);
    const { cache, models } = JSON.parse(output) as { cache: string; models: { name: string; here: boolean }[] };
    expect(cache).toBe(at('hub'));
    expect(models.map(({ name }) => name)).toEqual(expect.arrayContaining(['bge-m3', 'bge-small-zh-v1.5']));
    expect(models.every(({ here }) => !here)).toBe(true);
    expect((await lexhop('models', 'list')).output).toMatch(/^bge-m3 +not here · fp32 · 2,287 MB · pinned/m);
  });

  it('says where a model would be that is not here, and how to fetch it', async () => {
    const { code, errors } = await lexhop('models', 'path', 'bge-m3');
    expect(code).toBe(1);
    expect(errors).toContain(join(at('hub'), 'models--BAAI--bge-m3'));
    expect(errors).toContain('lexhop models pull bge-m3');
    expect((await lexhop('models', 'verify', 'bge-m3')).code).toBe(1);
    expect(await lexhop('models', 'verify')).toMatchObject({ code: 0, output: '' });
  });

  it('fetches nothing offline, and knows what it does not know', async () => {
    expect(await lexhop('models', 'pull', 'bge-small-zh-v1.5')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('HF_HUB_OFFLINE is set'),
    });
    expect(await lexhop('models', 'pull', 'bge-m4')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('these are: bge-m3'),
    });
  });
});

describe('lexhop embed', () => {
  const texts = Array.from({ length: 300 }, (_, number) => ({
    id: `a"${number}`,
    text: `第 ${number} 條 ${number * 3}`,
  }));
  beforeAll(() => writeFile(at('texts.jsonl'), texts.map((text) => `${JSON.stringify(text)}\n`).join('')));
  const embed = (...words: readonly string[]) =>
    lexhop('embed', '--in', at('texts.jsonl'), '--out', at('vectors.jsonl'), ...words);

  it('writes a line of vectors for each text, and says which model made them and why not another', async () => {
    const { code, output, errors } = await embed('--json');
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ texts: 300, before: 0, semantic: false, outputs: ['dense'] });
    expect(errors).toContain('passed over bge-small-zh-v1.5: ');
    const lines = (await readFile(at('vectors.jsonl'), 'utf8')).trim().split('\n');
    const vectors = lines.map((line) => JSON.parse(line) as { id: string; dense: number[] });
    expect(vectors.map(({ id }) => id)).toEqual(texts.map(({ id }) => id));
    expect(vectors.every(({ dense }) => dense.length === 256)).toBe(true);
  });

  it('goes on where it was cut, in the middle of a line, as if it never had been', async () => {
    const whole = await readFile(at('vectors.jsonl'));
    for (const bytes of [0, 100, Math.floor(whole.length / 2), whole.length - 1]) {
      await truncate(at('vectors.jsonl'), bytes);
      const { code, output } = await embed('--json');
      expect([bytes, code]).toEqual([bytes, 0]);
      const { before } = JSON.parse(output) as { before: number };
      expect(before).toBe(whole.subarray(0, bytes).toString().split('\n').length - 1);
      expect((await readFile(at('vectors.jsonl'))).equals(whole)).toBe(true);
    }
    expect(JSON.parse((await embed('--json')).output)).toMatchObject({ before: 300 });
    expect((await readFile(at('vectors.jsonl'))).equals(whole)).toBe(true);
  });

  it('mixes nothing: another role, other texts or a foreign file are refused, and stay as they are', async () => {
    const whole = await readFile(at('vectors.jsonl'));
    expect(await embed('--role', 'query')).toMatchObject({ code: 2, errors: expect.stringContaining('was begun as') });
    await writeFile(at('others.jsonl'), '{"id":"b","text":"一"}\n');
    const others = await lexhop('embed', '--in', at('others.jsonl'), '--out', at('vectors.jsonl'));
    expect(others).toMatchObject({ code: 2, errors: expect.stringContaining('was begun from other texts') });
    const foreign = await lexhop('embed', '--in', at('texts.jsonl'), '--out', at('others.jsonl'));
    expect(foreign).toMatchObject({ code: 2, errors: expect.stringContaining('is there already') });
    expect((await readFile(at('vectors.jsonl'))).equals(whole)).toBe(true);
  });

  it('says so when the file of vectors can not be written', async () => {
    expect(await lexhop('embed', '--in', at('texts.jsonl'), '--out', '/nowhere/vectors.jsonl')).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/^lexhop: \/nowhere\/vectors\.jsonl can't be written: .*$/m),
    });
  });

  it('refuses an output that the model does not have, and a line that is no text', async () => {
    const words = ['--out', at('sparse.jsonl'), '--outputs', 'dense,sparse'];
    expect(await lexhop('embed', '--in', at('texts.jsonl'), ...words)).toMatchObject({
      code: 2,
      errors: expect.stringContaining('gives no sparse vectors; it gives dense'),
    });
    await writeFile(at('wrong.jsonl'), '{"text":"一"}\n{"txt":"二"}\n');
    expect(await lexhop('embed', '--in', at('wrong.jsonl'), '--out', at('x.jsonl'))).toMatchObject({
      code: 2,
      errors: expect.stringContaining('line 2'),
    });
  });
});

describe('lexhop evaluate', () => {
  const article = (number: number, text: string) => ({
    id: `Z0000001:${number}`,
    law: '試驗法',
    article: `第 ${number} 條`,
    chapter: '',
    text,
  });
  const query = (id: string, text: string, gold: readonly string[]) => ({
    id,
    query: text,
    lang: 'zh',
    type: 'single',
    gold,
  });
  const linesOf = (values: readonly object[]) => values.map((value) => JSON.stringify(value)).join('\n');
  beforeAll(async () => {
    await writeFile(at('corpus.jsonl'), linesOf([article(1, '出租人應返還押金。'), article(2, '雇主不得預扣工資。')]));
    await writeFile(at('queries.jsonl'), linesOf([query('q1', '押金可以拿回來嗎', ['Z0000001:1'])]));
  });
  const evaluate = (...words: readonly string[]) =>
    lexhop('evaluate', '--corpus', at('corpus.jsonl'), '--queries', at('queries.jsonl'), ...words);

  it('tells the recall of every mode, as JSON or as Markdown, and that the mock knows no meaning', async () => {
    const { code, output } = await evaluate('--modes', 'bm25,hop', '--json');
    expect(code).toBe(0);
    const report = JSON.parse(output) as { rows: { variant: string; metrics: { recallAt5: number } }[] };
    expect(report).toMatchObject({ semantic: false, queries: 1, missingGold: [] });
    expect(report.rows.map(({ variant }) => variant)).toEqual(expect.arrayContaining(['bm25', 'hop']));
    expect(report.rows[0]?.metrics.recallAt5).toBe(1);
    const markdown = await evaluate('--markdown');
    expect(markdown.output).toContain('| bm25 | 100.0 |');
    expect(markdown.output).toContain('The vectors know no meaning');
  });

  it('is asked wrongly with a file that is none, or a mode that is none', async () => {
    await writeFile(at('no-corpus.jsonl'), '{"id":1}\n');
    const wrong = await lexhop('evaluate', '--corpus', at('no-corpus.jsonl'), '--queries', at('queries.jsonl'));
    expect(wrong).toMatchObject({ code: 2, errors: expect.stringContaining('line 1') });
    expect((await evaluate('--modes', 'magic')).code).not.toBe(0);
  });
});

describe('lexhop keys create', () => {
  it('makes keys that the server admits, each to what its role may do', async () => {
    const made = async (name: string, role: string) =>
      JSON.parse((await lexhop('keys', 'create', name, '--role', role, '--json')).output) as {
        key: string;
        entry: string;
      };
    const [reader, admin] = [await made('alice', 'read'), await made('bob', 'admin')];
    const server = await TestServer.start(at('keyed'), { LEXHOP_API_KEYS: `${reader.entry},${admin.entry}` });
    const compare = (key?: string) =>
      fetch(`${server.url}/api/v1/embedding/similarity`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({ pairs: [{ query: 'x', passage: 'y' }] }),
      });
    expect([(await compare()).status, (await compare(reader.key)).status]).toEqual([401, 200]);
    const ask = async (method: string, key?: string) => {
      const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
      return (await fetch(`${server.url}/api/v1/graphs/default/builds`, { method, headers })).status;
    };
    expect([await ask('GET'), await ask('GET', reader.key), await ask('POST', reader.key)]).toEqual([401, 200, 403]);
    expect(await ask('POST', admin.key)).not.toBe(403);
    await server.stop();
    expect((await lexhop('keys', 'create', 'Alice!', '--role', 'read')).code).not.toBe(0);
  });
});
