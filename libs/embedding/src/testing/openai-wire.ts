import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { characterNGramVector } from '../mock-embedding-model.js';

export const openAiKey = 'a-key-that-nobody-may-see-either';

interface WireRequest {
  readonly model: string;
  readonly input: readonly string[];
  readonly dimensions?: number;
  readonly encoding_format?: string;
}

type Refusal = readonly [status: number, body: unknown];
export type OpenAiAnswer = (response: ServerResponse, body: WireRequest) => void;

/** How a kind of server behaves on the wire. */
interface Dialect {
  /** Most texts of a request, and how more are refused. */
  readonly texts: number;
  tooMany(texts: number): Refusal;
  /** Longest text in characters, and how a longer one is refused; cut without a word where it is not. */
  readonly characters: number;
  tooLong?(characters: number): Refusal;
  /** Of a format that is not known; taken, or floats given all the same, where there is none. */
  readonly noBase64?: Refusal | 'floats';
  readonly noDimensions?: Refusal;
  readonly order?: 'reversed' | 'all-zero';
  data?(embedding: unknown, index: number): object;
}

const openAiError = (message: string, type = 'invalid_request_error', code: string | number | null = null) => ({
  error: { message, type, param: null, code },
});

/** Kinds of servers by the words of their documentation and of reports about them. */
export const dialects = {
  openai: {
    texts: 2048,
    tooMany: (n) => [
      400,
      openAiError(
        `'$.input' is invalid. Array too long: expected an array with maximum length 2048, but got an array with length ${n} instead.`,
      ),
    ],
    characters: 8_192,
    tooLong: (n) => [
      400,
      openAiError(
        `This model's maximum context length is 8192 tokens, however you requested ${n} tokens (${n} in your prompt; 0 for the completion).`,
      ),
    ],
  },
  ollama: {
    texts: Infinity,
    tooMany: () => [400, {}],
    characters: 512,
    noBase64: 'floats',
  },
  'ollama of today': {
    texts: Infinity,
    tooMany: () => [400, {}],
    characters: 2_048,
    tooLong: () => [
      400,
      { error: { message: 'the input length exceeds the context length', type: 'api_error', param: null, code: null } },
    ],
  },
  tei: {
    texts: 32,
    tooMany: (n) => [
      413,
      { message: `batch size ${n} > maximum allowed batch size 32`, code: 413, type: 'Validation' },
    ],
    characters: 512,
    tooLong: (n) => [
      413,
      {
        message: `Input validation error: \`inputs\` must have less than 512 tokens. Given: ${n}`,
        code: 413,
        type: 'Validation',
      },
    ],
    noDimensions: [
      422,
      { message: '`dimensions` must be smaller than model dimensions', code: 422, type: 'Validation' },
    ],
  },
  vllm: {
    texts: Infinity,
    tooMany: () => [400, {}],
    characters: 1_024,
    tooLong: (n) => [
      400,
      {
        object: 'error',
        message: `This model's maximum context length is 1024 tokens. However, you requested ${n} tokens in the input for embedding generation. Please reduce the length of the input.`,
        type: 'BadRequestError',
        param: null,
        code: 400,
      },
    ],
    noDimensions: [
      400,
      {
        object: 'error',
        message:
          'Model "bge-m3" does not support matryoshka representation, changing output dimensions will lead to poor results.',
        type: 'BadRequestError',
        param: null,
        code: 400,
      },
    ],
  },
  infinity: {
    texts: 128,
    tooMany: () => [
      422,
      {
        detail: [
          {
            type: 'too_long',
            loc: ['body', 'input'],
            msg: 'List should have at most 128 items after validation',
            input: [],
          },
        ],
      },
    ],
    characters: 512,
    order: 'reversed',
  },
  voyage: {
    texts: 128,
    tooMany: (n) => [
      400,
      { detail: `The batch size limit is 128. Your batch size is ${n}; please use a batch size of at most 128.` },
    ],
    characters: 4_000,
    noDimensions: [400, { detail: "Argument 'dimensions' is not supported by our API" }],
  },
  jina: {
    texts: 512,
    tooMany: () => [422, { detail: 'Validation error: [body -> input] List should have at most 512 items' }],
    characters: 8_192,
    noBase64: [422, { detail: 'Validation error: [body -> encoding_format] Extra inputs are not permitted' }],
  },
  'a proxy that counts nothing': {
    texts: 10,
    tooMany: () => [
      400,
      {
        error: {
          message:
            '<400> InternalError.Algo.InvalidParameter: Value error, batch size is invalid, it should not be larger than 10.: input.contents',
          type: 'InvalidParameter',
          param: null,
          code: 'InvalidParameter',
        },
        request_id: 'd0722c3e',
      },
    ],
    characters: 2_500,
    order: 'all-zero',
    tooLong: () => [400, { error: 'input is too long' }],
  },
} as const satisfies Record<string, Dialect>;

export type DialectName = keyof typeof dialects;

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
