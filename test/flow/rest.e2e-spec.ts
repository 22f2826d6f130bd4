import { readFile } from 'node:fs/promises';
import type { ArticleNode, Build, Edge } from '@lexhop/graph-model';
import type { RetrieveAnswer } from '@lexhop/retrieval';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildToEnd, expectStatus, formOf, importSample, statutesFile, untilEnded } from '../support/graphs.js';
import { TestServer } from '../support/server.js';
import { sharedServer } from '../support/shared-server.js';

const query = '老師上課想影印一本書的幾頁發給學生，可以嗎？';
const server = sharedServer();

beforeAll(() => importSample(server, 'default'));

describe('a build over REST', () => {
  let build: Build;
  beforeAll(async () => {
    build = await buildToEnd(server, 'default');
  });

  it('estimates without beginning anything', async () => {
    const estimate = await expectStatus(server.request('POST', '/graphs/default/builds?dryRun=true', {}), 200);
    expect(estimate).toMatchObject({ statutes: 2, articles: 250, fromQuestionBank: 250, calls: 0, costUsd: 0 });
    const { items } = await expectStatus(server.request<{ items: Build[] }>('GET', '/graphs/default/builds'), 200);
    expect(items).toHaveLength(1);
  });

  it('becomes active with every count in its record, and says that the mock made its vectors', () => {
    expect(build).toMatchObject({ state: 'active', number: 1, space: { provider: 'mock', semantic: false } });
    expect(build.counts).toMatchObject({
      nodes: { article: 250, repealed: 21 },
      questions: { incoming: 500, outgoing: 1000 },
    });
    expect(build.counts?.edges.question).toBeGreaterThan(700);
    expect(build.counts?.edges.citation).toBeGreaterThan(150);
    expect(build.warnings.map((warning) => warning.code)).toContain('not-semantic');
  });

  it.each(['bm25', 'dense', 'hybrid', 'hybrid-rrf', 'hop', 'hop-paper'])(
    'answers in mode %s, naming the build',
    async (mode) => {
      const answer = await expectStatus(
        server.request<RetrieveAnswer>('POST', '/graphs/default/retrieve', { query, mode }),
        200,
      );
      expect(answer).toMatchObject({ mode, graph: 'default', build: 1, semantic: false });
      expect(answer.results).toHaveLength(10);
    },
  );

  it('explains each score by its parts and paths', async () => {
    const answer = await expectStatus(
      server.request<RetrieveAnswer>('POST', '/graphs/default/retrieve', { query, explain: true }),
      200,
    );
    const steps = answer.results.flatMap((result) => result.explanation?.path ?? []);
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.every((step) => step.edge.text.length > 0)).toBe(true);
  });

  it('keeps to the statutes asked for, in entry and hops', async () => {
    const request = { query, statutes: ['J0070001'], topK: 50 };
    const answer = await expectStatus(server.request<RetrieveAnswer>('POST', '/graphs/default/retrieve', request), 200);
    expect(new Set(answer.results.map((result) => result.article.statuteId))).toEqual(new Set(['J0070001']));
  });

  it('says from where it answers, and why', async () => {
    type Status = { items: { graph: string; reader: string; bytes: number; reason: string }[] };
    const { items } = await expectStatus(server.request<Status>('GET', '/retrieval/status'), 200);
    expect(items.find(({ graph }) => graph === 'default')).toMatchObject({
      reader: 'memory',
      bytes: expect.any(Number),
      reason: expect.stringContaining('LEXHOP_RETRIEVAL_MEMORY_MB'),
    });
  });

  it('shows an article, its neighbours and the graph around it', async () => {
    const article = await expectStatus(
      server.request<ArticleNode>('GET', '/graphs/default/articles/J0070017:87-1'),
      200,
    );
    expect(article).toMatchObject({ statuteTitle: '著作權法', number: '87-1' });
    type Around = { nodes: ArticleNode[]; edges: Edge[] };
    const near = await expectStatus(
      server.request<Around>('GET', '/graphs/default/articles/J0070017:87-1/neighbours'),
      200,
    );
    expect(near.edges.length).toBeGreaterThan(0);
    expect(near.edges.every((edge) => [edge.source, edge.target].includes('J0070017:87-1'))).toBe(true);
    const far = await expectStatus(
      server.request<Around>('GET', '/graphs/default/subgraph?from=J0070017:87-1&hops=2&nodes=40'),
      200,
    );
    expect(far.nodes.length).toBeGreaterThan(near.nodes.length / 4);
    expect(far.nodes.length).toBeLessThanOrEqual(40);
  });

  it('says that an article is not there', async () => {
    const answer = await server.request<{ code: string }>('GET', '/graphs/default/articles/J0070017:999');
    expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
  });

  it('pages through all articles, live ones unless told otherwise', async () => {
    const ids: string[] = [];
    let after = '';
    for (;;) {
      type Page = { items: ArticleNode[]; next?: string };
      const page = await expectStatus(
        server.request<Page>('GET', `/graphs/default/articles?limit=100&after=${encodeURIComponent(after)}`),
        200,
      );
      ids.push(...page.items.map((item) => item.id));
      if (page.next === undefined) break;
      after = page.next;
    }
    expect(ids).toHaveLength(250);
    expect(new Set(ids).size).toBe(250);
  });

  it('exports, imports elsewhere and exports the same bytes again', async () => {
    const first = await expectStatus(server.request<string>('GET', '/graphs/default/export'), 200);
    const imported = await expectStatus(
      server.request<Build>('POST', '/graphs/copy/import', await formOf({ name: 'copy.jsonl', text: first })),
      200,
    );
    expect(imported.state).toBe('active');
    const again = await expectStatus(server.request<string>('GET', '/graphs/copy/export'), 200);
    expect(again === first).toBe(true);
    const answers = await Promise.all(
      ['default', 'copy'].map((graph) =>
        expectStatus(server.request<RetrieveAnswer>('POST', `/graphs/${graph}/retrieve`, { query }), 200),
      ),
    );
    const [here, there] = answers.map(({ results }) => results.map(({ article, score }) => [article.id, score]));
    expect(there).toEqual(here);
  });

  it('refuses a cut export and keeps what was active', async () => {
    const whole = await expectStatus(server.request<string>('GET', '/graphs/default/export'), 200);
    const cut = await formOf({ name: 'cut.jsonl', text: whole.slice(0, whole.length / 2) });
    const answer = await server.request<{ code: string }>('POST', '/graphs/copy/import', cut);
    expect([answer.status, answer.body.code]).toEqual([422, 'graph-file']);
    await expectStatus(server.request('POST', '/graphs/copy/retrieve', { query }), 200);
  });

  it('does again only what changed, and rolls back one step', async () => {
    const next = await buildToEnd(server, 'default');
    expect(next).toMatchObject({ number: 2, state: 'active', comparison: { opened: 0, closed: 0, unchanged: 271 } });
    const back = await expectStatus(server.request<Build>('POST', '/graphs/default/builds/1/activate'), 200);
    expect(back).toMatchObject({ number: 1, state: 'active' });
    const rolledBack = await expectStatus(server.request<Build>('GET', '/graphs/default/builds/2'), 200);
    expect(rolledBack.state).toBe('rolled-back');
  });
});

describe('a second build of a graph', () => {
  it('gets 409 with the number of the first, which can be cancelled and retried', async () => {
    await importSample(server, 'busy');
    const first = await expectStatus(server.request<Build>('POST', '/graphs/busy/builds', {}), 202);
    const second = await server.request<{ code: string; running: number }>('POST', '/graphs/busy/builds', {});
    expect(second).toMatchObject({ status: 409, body: { code: 'build-running', running: first.number } });
    const cancelled = await expectStatus(
      server.request<Build>('POST', `/graphs/busy/builds/${first.number}/cancel`),
      200,
    );
    expect(cancelled.state).toBe('cancelled');
    await expectStatus(server.request('POST', `/graphs/busy/builds/${first.number}/retry`), 202);
    expect(await untilEnded(server, 'busy', first.number)).toMatchObject({
      state: 'active',
      counts: { nodes: { article: 250 } },
    });
  });
});

describe('a build without questions', () => {
  it('makes citation and hierarchy edges and says what to set', async () => {
    await importSample(server, 'bare', { bank: false });
    const build = await buildToEnd(server, 'bare');
    expect(build.counts?.edges).toMatchObject({ question: 0 });
    expect(build.counts?.edges.citation).toBeGreaterThan(150);
    const warning = build.warnings.find(({ code }) => code === 'no-question-edges');
    expect(warning?.sentence).toContain('0 question edges');
    expect(build.warnings.find(({ code }) => code === 'undrafted')?.count).toBe(250);
  });
});

describe('two graphs with the same article ids', () => {
  it('never mix', async () => {
    await importSample(server, 'other', { bank: false });
    await server.request('DELETE', '/graphs/other/statutes/J0070001');
    await buildToEnd(server, 'other');
    const answer = await expectStatus(
      server.request<RetrieveAnswer>('POST', '/graphs/other/retrieve', { query: '商標註冊', mode: 'bm25', topK: 100 }),
      200,
    );
    expect(answer.results.map((result) => result.article.statuteId)).not.toContain('J0070001');
    const here = await expectStatus(
      server.request<RetrieveAnswer>('POST', '/graphs/default/retrieve', { query: '商標註冊', mode: 'bm25' }),
      200,
    );
    expect(here.results[0]?.article.statuteId).toBe('J0070001');
  });
});

describe('the server itself', () => {
  it('is live and ready, and describes itself', async () => {
    await expectStatus(server.request('GET', '/health/live'), 200);
    expect(await expectStatus(server.request('GET', '/health/ready'), 200)).toMatchObject({ ready: true });
    const document = await expectStatus(server.request('GET', '/openapi.json'), 200);
    expect(document).toEqual(JSON.parse(await readFile('docs/openapi.json', 'utf8')));
  });

  it('shares its data directory with another server, which answers the same', async () => {
    const other = await TestServer.start(server.dataDirectory);
    try {
      const graphs = await server.request('GET', '/graphs');
      expect((await other.request('GET', '/graphs')).body).toEqual(graphs.body);
    } finally {
      await other.stop();
    }
  });

  it('does not listen where others reach it without keys', async () => {
    await expect(TestServer.start(server.dataDirectory, { LEXHOP_HOST: '0.0.0.0' })).rejects.toThrow(
      /^The server exited with 2: LEXHOP_HOST.*LEXHOP_API_KEYS/,
    );
  });

  it('shows its figures to Prometheus', async () => {
    const response = await fetch(`${server.url}/metrics`);
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/^lexhop_queue_jobs\{state="active"\} 0$/m);
  });

  it('stops at a Redis that does not answer with a line that names the variable', async () => {
    await expect(TestServer.start(server.dataDirectory, { REDIS_URL: 'redis://127.0.0.1:1' })).rejects.toThrow(
      /^The server exited with 2: REDIS_URL is "redis:\/\/127\.0\.0\.1:1": Redis must answer there/,
    );
  });

  it('stops at a wrong setting with one line that names it', async () => {
    await expect(TestServer.start(server.dataDirectory, { LEXHOP_PORT: 'http' })).rejects.toThrow(
      /LEXHOP_PORT is "http": .*65535/,
    );
  });

  it('takes the same statutes again without change', async () => {
    const answer = await expectStatus(
      server.request<{ files: object[] }>('POST', '/graphs/default/statutes', await formOf(statutesFile)),
      200,
    );
    expect(answer.files[0]).toMatchObject({ statutes: 2, articles: 271, unchanged: 2, added: 0 });
  });
});
