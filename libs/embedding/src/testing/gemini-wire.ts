import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { type LocalServer, localServer } from '@lexhop/foundation/testing';
import { characterNGramVector } from '../mock-embedding-model.js';

export const geminiKey = 'a-key-that-nobody-may-see';

/** The body of a request. */
interface WireRequest {
  readonly requests: readonly {
    readonly model: string;
    readonly taskType: string;
    readonly outputDimensionality: number;
    readonly content: { readonly parts: readonly { readonly text: string }[] };
  }[];
}

export type GeminiAnswer = (response: ServerResponse, body: WireRequest) => void;

interface GeminiWire extends LocalServer {
  readonly asked: { readonly path: string; readonly key: unknown; readonly body: WireRequest }[];
  /** Answers the next requests in these ways, before it answers well. */
  readonly next: GeminiAnswer[];
}

/** An answer with a vector for each text. */
export const well: GeminiAnswer = (response, { requests }) => {
  const embeddings = requests.map(({ content, taskType, outputDimensionality }) => {
    // Not of unit length, as Google's shortened vectors are not.
    const vector = characterNGramVector(`${taskType} ${content.parts[0]?.text}`, outputDimensionality);
    return { values: [...vector].map((value) => value * 0.7) };
  });
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ embeddings }));
};

/** A server that speaks Gemini's `batchEmbedContents`. */
export async function startGeminiWire(): Promise<GeminiWire> {
  const asked: GeminiWire['asked'] = [];
  const next: GeminiAnswer[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = (await json(request)) as WireRequest;
    asked.push({ path: request.url ?? '', key: request.headers['x-goog-api-key'], body });
    (next.shift() ?? well)(response, body);
  };
  const server = await localServer((request, response) => void answer(request, response));
  return { ...server, asked, next };
}

/** An answer of this status. */
export const status =
  (code: number, body: object = {}, headers: Readonly<Record<string, string>> = {}): GeminiAnswer =>
  (response) =>
    response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
/** The body of a 429 that asks to wait. */
export const quota = (retryDelay: string) => ({
  error: {
    code: 429,
    message: `Quota exceeded for ${geminiKey}.`,
    status: 'RESOURCE_EXHAUSTED',
    details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay }],
  },
});
/** An answer of 200 with this body. */
export const say =
  (body: string): GeminiAnswer =>
  (response) =>
    response.setHeader('content-type', 'application/json').end(body);
/** The body of a 429 that names a quota, as Google's does. */
export const quotaOf = (quotaId: string, quotaValue: number, retryDelay = '0.01s') => ({
  error: {
    code: 429,
    message: `You exceeded your current quota. Quota exceeded for metric: embed_content_free_tier_requests, limit: ${quotaValue}`,
    status: 'RESOURCE_EXHAUSTED',
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
        violations: [{ quotaMetric: 'embed_content_free_tier_requests', quotaId, quotaValue: String(quotaValue) }],
      },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
    ],
  },
});
