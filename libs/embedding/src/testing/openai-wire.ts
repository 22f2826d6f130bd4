import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { type LocalServer, localServer } from '@lexhop/foundation/testing';
import { characterNGramVector } from '../mock-embedding-model.js';
import { type Dialect, type DialectName, dialects, type Refusal, teiError } from './openai-dialects.js';

export const openAiKey = 'a-key-that-nobody-may-see-either';

interface WireRequest {
  readonly model: string;
  readonly input: readonly string[];
  readonly dimensions?: number;
  readonly encoding_format?: string;
}

interface SparseRequest {
  readonly inputs: readonly string[];
  readonly truncate?: boolean;
}

export type OpenAiAnswer<Body = WireRequest> = (response: ServerResponse, body: Body) => void;

/** Its address is that of its `/v1`. */
interface OpenAiWire extends LocalServer {
  readonly asked: { readonly key: string | undefined; readonly body: WireRequest }[];
  /** Answers the next requests in these ways, before it answers as its kind does. */
  readonly next: OpenAiAnswer[];
  /** The same of `/embed_sparse`. */
  readonly sparse: { readonly asked: SparseRequest[]; readonly next: OpenAiAnswer<SparseRequest>[] };
  /** Another model under the same name from now on. */
  changeModel(seed: string): void;
}

/** A server of this kind that gives vectors of so many dimensions. */
export async function startOpenAiWire(name: DialectName = 'openai', dimensions = 64, port = 0): Promise<OpenAiWire> {
  const dialect: Dialect = dialects[name];
  const asked: OpenAiWire['asked'] = [];
  const next: OpenAiAnswer[] = [];
  const sparse: OpenAiWire['sparse'] = { asked: [], next: [] };
  let seed = '';
  const answerSparse = async (request: IncomingMessage, response: ServerResponse) => {
    const body = (await json(request)) as SparseRequest;
    sparse.asked.push(body);
    const mischief = sparse.next.shift();
    if (mischief) return mischief(response, body);
    return send(response, dialect.sparse === 'splade' ? spladeReply(body) : (dialect.sparse ?? notFound));
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/embed_sparse') return answerSparse(request, response);
    if (request.url === '/info') return send(response, dialect.sparse === 'splade' ? spladeInfo : notFound);
    const body = (await json(request)) as WireRequest;
    asked.push({ key: request.headers.authorization, body });
    const mischief = next.shift();
    if (mischief) return mischief(response, body);
    if (request.url !== '/v1/embeddings') return send(response, notFound);
    return send(response, refusal(dialect, body, dimensions) ?? [200, reply(dialect, body, { dimensions, seed })]);
  };
  const { url, close } = await localServer((request, response) => void answer(request, response), port);
  return { url: `${url}/v1`, close, asked, next, sparse, changeModel: (other) => (seed = other) };
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

const notFound: Refusal = [404, { detail: 'Not Found' }];
const spladeInfo: Refusal = [
  200,
  {
    model_id: 'naver/splade-v3',
    model_sha: '6d42c2f',
    model_dtype: 'float16',
    model_type: { embedding: { pooling: 'splade' } },
    max_client_batch_size: 8,
    version: '1.8.2',
  },
];
const spladeCharacters = 510;

/** Weights of the characters of each text, the more often the heavier; fewer texts and shorter ones than the dense model takes. */
function spladeReply({ inputs, truncate }: SparseRequest): Refusal {
  if (inputs.length > 8)
    return [413, teiError(`batch size ${inputs.length} > maximum allowed batch size 8`, 'Validation')];
  const longest = Math.max(...inputs.map((text) => text.length));
  if (longest > spladeCharacters && truncate === false) {
    const sentence = 'Input validation error: `inputs` must have less than 512 tokens. Given: ';
    return [413, teiError(`${sentence}${longest + 2}`, 'Validation')];
  }
  return [200, inputs.map((text) => spladeRow(text.slice(0, spladeCharacters)))];
}

function spladeRow(text: string): readonly { readonly index: number; readonly value: number }[] {
  const counts = new Map<number, number>();
  for (const character of text)
    counts.set(character.codePointAt(0) ?? 0, (counts.get(character.codePointAt(0) ?? 0) ?? 0) + 1);
  return [...counts].map(([index, count]) => ({ index, value: Math.log1p(count) }));
}

/** An answer of this status and body. */
export const answers =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): OpenAiAnswer<unknown> =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
