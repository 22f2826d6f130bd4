import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { characterNGramVector } from '../mock-embedding-model.js';
import { type Dialect, type DialectName, dialects, type Refusal } from './openai-dialects.js';

export const openAiKey = 'a-key-that-nobody-may-see-either';

interface WireRequest {
  readonly model: string;
  readonly input: readonly string[];
  readonly dimensions?: number;
  readonly encoding_format?: string;
}

export type OpenAiAnswer = (response: ServerResponse, body: WireRequest) => void;

interface OpenAiWire {
  /** With its `/v1`. */
  readonly url: string;
  readonly asked: { readonly key: string | undefined; readonly body: WireRequest }[];
  /** Answers the next requests in these ways, before it answers as its kind does. */
  readonly next: OpenAiAnswer[];
  /** Another model under the same name from now on. */
  changeModel(seed: string): void;
  close(): void;
}

/** A server of this kind that gives vectors of so many dimensions. */
export async function startOpenAiWire(name: DialectName = 'openai', dimensions = 64, port = 0): Promise<OpenAiWire> {
  const dialect: Dialect = dialects[name];
  const asked: OpenAiWire['asked'] = [];
  const next: OpenAiAnswer[] = [];
  let seed = '';
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = (await json(request)) as WireRequest;
    asked.push({ key: request.headers.authorization, body });
    const mischief = next.shift();
    if (mischief) return mischief(response, body);
    if (request.url !== '/v1/embeddings') return send(response, [404, { detail: 'Not Found' }]);
    return send(response, refusal(dialect, body, dimensions) ?? [200, reply(dialect, body, { dimensions, seed })]);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    next,
    changeModel: (other) => (seed = other),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function send(response: ServerResponse, [status, body]: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refusal(dialect: Dialect, body: WireRequest, dimensions: number): Refusal | undefined {
  if (body.input.length > dialect.texts) return dialect.tooMany(body.input.length);
  if (body.encoding_format === 'base64' && Array.isArray(dialect.noBase64)) return dialect.noBase64 as Refusal;
  if (body.dimensions !== undefined && body.dimensions !== dimensions && dialect.noDimensions)
    return dialect.noDimensions;
  const longest = Math.max(...body.input.map((text) => text.length));
  return longest > dialect.characters ? dialect.tooLong?.(longest) : undefined;
}

function reply(
  dialect: Dialect,
  body: WireRequest,
  model: { readonly dimensions: number; readonly seed: string },
): object {
  const dimensions = dialect.noDimensions ? model.dimensions : (body.dimensions ?? model.dimensions);
  const data = body.input.map((text, index) => {
    const read = text.slice(0, dialect.characters);
    // Not of unit length, as some servers' are not.
    const vector = characterNGramVector(
      `${model.seed}${model.seed ? read.split('').reverse().join('') : read}`,
      dimensions,
    ).map((value) => value * 3);
    const isBase64 = body.encoding_format === 'base64' && dialect.noBase64 === undefined;
    const embedding = isBase64 ? Buffer.from(Float32Array.from(vector).buffer).toString('base64') : [...vector];
    return { object: 'embedding', index: dialect.order === 'all-zero' ? 0 : index, embedding };
  });
  const tokens = body.input.reduce((sum, text) => sum + text.length, 0);
  return {
    object: 'list',
    model: body.model,
    data: dialect.order === 'reversed' ? data.reverse() : data,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** An answer of this status and body. */
export const answers =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): OpenAiAnswer =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
