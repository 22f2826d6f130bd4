import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from '../support/command-line.js';
import { sampleGraph, sharedServer } from '../support/shared-server.js';

const server = sharedServer();
const graph = sampleGraph;
const query = '老師上課可以影印一本書的幾頁發給學生嗎？';

const faces: readonly (readonly [name: string, transport: () => Transport])[] = [
  ['streamable HTTP', () => new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)) as Transport],
  [
    'stdio',
    () => {
      const env = { ...process.env, LEXHOP_URL: server.url, DATABASE_URL: '' } as Record<string, string>;
      return new StdioClientTransport({ command: process.execPath, args: [commandLine, 'mcp'], env });
    },
  ],
];

describe.each(faces)('the tools of agents over %s', (_, transport) => {
  const agent = new Client({ name: 'test', version: '1' });
  beforeAll(() => agent.connect(transport()));
  afterAll(() => agent.close());

  const call = async (name: string, input: object) => {
    const { content, isError = false } = await agent.callTool({ name, arguments: { graph, ...input } });
    const [first] = content as { readonly text: string }[];
    return { text: first?.text ?? '', isError };
  };

  it('are listed with what each takes', async () => {
    const { tools } = await agent.listTools();
    const names = ['retrieve', 'answer', 'read_article', 'neighbours', 'list_statutes', 'build_status'];
    expect(tools.map(({ name }) => name)).toEqual(names);
    expect(tools.every(({ description, inputSchema }) => description && inputSchema.properties?.['graph'])).toBe(true);
  });

  it.each([
    ['retrieve', { query, topK: 2 }, /^1\. \[J00700\d\d:[\d-]+\] (?:著作權法|商標法) /],
    ['answer', { query }, /^From the articles, as they stand there:\n\n.+\[J00700\d\d:[\d-]+\]/],
    ['read_article', { article: '著作權法第52條' }, /^\[J0070017:52\] 著作權法 52 \(第三章 .+ \/ 第四節 .+\)\n.*引用/],
    ['read_article', { article: 'J0070017:999' }, /names no article/],
    ['neighbours', { article: 'J0070017:91' }, /(?:cites|is cited by) \[J0070017:[\d-]+\] 著作權法/],
    [
      'neighbours',
      { article: '著作權法第70條', kinds: ['penalises'] },
      /\nhas its breach punished by \[J0070017:93\] 著作權法 93: 違反第七十條規定者$/,
    ],
    ['list_statutes', {}, /J0070017 {2}著作權法 {2}\(\d+ articles\)/],
    ['build_status', {}, /^sample: build \d+ answers$/m],
  ])('%s %j', async (name, input, expected) => {
    expect(await call(name, input)).toEqual({ text: expect.stringMatching(expected) as string, isError: false });
  });

  it('tell what went wrong as an answer', async () => {
    expect(await call('retrieve', { query, graph: 'none' })).toMatchObject({ isError: true, text: /no active build/ });
  });

  it('have articles as resources', async () => {
    const { contents } = await agent.readResource({ uri: `lexhop://${graph}/articles/J0070017%3A52` });
    expect(contents).toMatchObject([
      { mimeType: 'text/plain', text: expect.stringMatching(/^著作權法 52 第三章 /) as string },
    ]);
  });
});

describe('an OpenAI client', () => {
  const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'none', maxRetries: 0 });
  const messages = [{ role: 'user' as const, content: query }];

  it('finds each graph that answers as a model', async () => {
    const { data } = await client.models.list();
    expect(data.map(({ id }) => id)).toContain(graph);
  });

  it('is answered with the ids of the articles in the text, and with all of the answer in a field', async () => {
    const completion = await client.chat.completions.create({ model: graph, messages, temperature: 0.2 });
    expect(completion.choices[0]?.message.content).toMatch(/\[J00700\d\d:[\d-]+\][^]*\n\n\[J00700\d\d:[\d-]+\] /);
    expect(completion).toMatchObject({ model: graph, lexhop: { kind: 'extractive', build: 1 } });
  });

  it('is told the same as a stream', async () => {
    const whole = await client.chat.completions.create({ model: graph, messages });
    const stream_options = { include_usage: true };
    const stream = await client.chat.completions.create({ model: graph, messages, stream: true, stream_options });
    let said = '';
    let last: unknown;
    for await (const chunk of stream) {
      said += chunk.choices[0]?.delta.content ?? '';
      last = chunk;
    }
    expect(said).toBe(whole.choices[0]?.message.content);
    expect(last).toMatchObject({ choices: [], usage: { total_tokens: 0 } });
  });

  it.each([
    ['a graph without a build', 'none', 409, /no active build/],
    ['what is no name of a graph', 'No Graph', 400, /./],
  ])('hears a sentence for %s', async (_, model, status, sentence) => {
    const asked = client.chat.completions.create({ model, messages });
    await expect(asked).rejects.toMatchObject({ status, message: expect.stringMatching(sentence) as string });
  });
});
