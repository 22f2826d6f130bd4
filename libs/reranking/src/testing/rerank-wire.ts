import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export const rerankKey = 'a-key-for-reranking';

/** What is sent to any of the servers. */
export interface RerankWireRequest {
  readonly query: string;
  readonly model?: string;
  readonly documents?: readonly string[];
  readonly texts?: readonly string[];
}

type Answer = readonly [status: number, body: unknown];
export type RerankWireAnswer = (response: ServerResponse) => void;

interface Scored {
  readonly index: number;
  readonly score: number;
}

/** How a kind of server behaves, by its documentation and the words of its refusals. */
interface Dialect {
  readonly path: string;
  readonly list: 'documents' | 'texts';
  /** Of a request that lacks its list. */
  readonly lacksList: Answer;
  /** Most passages of a request, and how more are refused. */
  readonly passages: number;
  tooMany(count: number): Answer;
  /** Longest passage in characters, and how a longer one is refused; cut without a word where it is not. */
  readonly characters: number;
  readonly tooLong?: Answer;
  reply(scored: readonly Scored[], request: RerankWireRequest): unknown;
}

const relevance = ({ index, score }: Scored) => ({ index, relevance_score: score });

/** The servers that speak `/rerank`. */
export const rerankDialects = {
  tei: {
    path: '/rerank',
    list: 'texts',
    lacksList: [
      422,
      'Failed to deserialize the JSON body into the target type: missing field `texts` at line 1 column 99',
    ],
    passages: 32,
    tooMany: (count) => [
      413,
      { error: `batch size ${count} > maximum allowed batch size 32`, error_type: 'Validation' },
    ],
    characters: 512,
    reply: (scored) => scored.map(({ index, score }) => ({ index, score })),
  },
  jina: {
    path: '/v1/rerank',
    list: 'documents',
    lacksList: [422, { detail: '[missing] Field required' }],
    passages: 2048,
    tooMany: () => [422, { detail: 'too many items' }],
    characters: 8_192,
    reply: (scored, { model, documents }) => ({
      model,
      object: 'list',
      usage: { total_tokens: 99 },
      results: scored.map((each) => ({ ...relevance(each), document: { text: documents?.[each.index] } })),
    }),
  },
  vllm: {
    path: '/v1/rerank',
    list: 'documents',
    lacksList: [400, { error: { message: 'Field required', type: 'BadRequestError', code: 400 } }],
    passages: Infinity,
    tooMany: () => [400, {}],
    characters: 1_024,
    tooLong: [
      400,
      {
        error: {
          message:
            "This model's maximum context length is 1024 tokens. However, you requested 2100 tokens in the input for score. Please reduce the length of the input.",
          type: 'BadRequestError',
          param: null,
          code: 400,
        },
      },
    ],
    reply: (scored, { model, documents }) => ({
      id: 'rerank-1',
      model,
      usage: { total_tokens: 99 },
      results: scored.map((each) => ({ ...relevance(each), document: { text: documents?.[each.index] } })),
    }),
  },
  cohere: {
    path: '/v2/rerank',
    list: 'documents',
    lacksList: [400, { message: 'invalid request: list of documents must not be empty' }],
    passages: 1_000,
    tooMany: (count) => [400, { message: `too many documents: ${count}, at most 1000 are allowed` }],
    characters: 4_096,
    reply: (scored) => ({
      id: '07734bd2',
      results: scored.map(relevance),
      meta: { api_version: { version: '2' }, billed_units: { search_units: 1 } },
    }),
  },
} as const satisfies Record<string, Dialect>;

export type RerankDialectName = keyof typeof rerankDialects;

export interface RerankWire {
  /** Up to its `/rerank`. */
  readonly url: string;
  readonly asked: { readonly key: string | undefined; readonly body: RerankWireRequest }[];
  /** Answers the next requests in these ways, before it answers as its kind does. */
  readonly next: RerankWireAnswer[];
  close(): void;
}

/** A server of this kind; a passage's score is the share of the query's characters that it has. */
export async function startRerankWire(name: RerankDialectName): Promise<RerankWire> {
  const dialect: Dialect = rerankDialects[name];
  const asked: RerankWire['asked'] = [];
  const next: RerankWireAnswer[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = (await json(request)) as RerankWireRequest;
    asked.push({ key: request.headers.authorization, body });
    const mischief = next.shift();
    if (mischief) return mischief(response);
    const [status, reply] = request.url === dialect.path ? answerOf(dialect, body) : [404, { detail: 'Not Found' }];
    return rerankAnswers(status, reply)(response);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${dialect.path.replace('/rerank', '')}`,
    asked,
    next,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** An answer of this status and body. */
export const rerankAnswers =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): RerankWireAnswer =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));

function answerOf(dialect: Dialect, body: RerankWireRequest): Answer {
  const passages = body[dialect.list];
  if (!passages) return dialect.lacksList;
  if (passages.length > dialect.passages) return dialect.tooMany(passages.length);
  if (dialect.tooLong && passages.some((passage) => passage.length > dialect.characters)) return dialect.tooLong;
  const wanted = [...new Set(body.query)];
  const scored = passages.map((passage, index) => {
    const read = passage.slice(0, dialect.characters);
    return { index, score: wanted.filter((character) => read.includes(character)).length / wanted.length };
  });
  return [
    200,
    dialect.reply(
      scored.toSorted((one, other) => other.score - one.score),
      body,
    ),
  ];
}
