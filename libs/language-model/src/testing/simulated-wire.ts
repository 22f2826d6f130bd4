import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { estimateTokens } from '../tokens.js';

/** A request as a provider sees it, whichever wire it came by. */
export interface SimulatedRequest {
  /** 1-based, in order of arrival. */
  readonly number: number;
  readonly system: string;
  readonly user: string;
  /** The JSON schema asked for. */
  readonly schema: unknown;
  readonly apiKey: string | undefined;
  /** The path, with its query. */
  readonly path: string;
  /** The whole body. */
  readonly body: Readonly<Record<string, unknown>>;
}

interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly retryAfterSeconds?: number | undefined;
}

/** How one provider's requests and replies look. */
export interface Wire {
  read(incoming: IncomingMessage, body: unknown, number: number): SimulatedRequest;
  /** Whole, or as a stream of events where the request asks for one. */
  reply(response: ServerResponse, request: SimulatedRequest, text: string): void;
  /** Streams the text and leaves the reply open. */
  begin(response: ServerResponse, text: string): void;
  refuse(response: ServerResponse, refusal: Refusal): void;
}

const openAiRequest = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z.object({ json_schema: z.object({ schema: z.unknown() }).optional() }).optional(),
});
const anyBody = z.record(z.string(), z.unknown());

export const openAiWire: Wire = {
  read(incoming, body, number) {
    const { messages, response_format: format } = openAiRequest.parse(body);
    const apiKey = incoming.headers.authorization?.replace('Bearer ', '') ?? incoming.headers['api-key']?.toString();
    const said = (role: string) => messages.find((message) => message.role === role)?.content ?? '';
    return {
      number,
      system: said('system'),
      user: said('user'),
      schema: format?.json_schema?.schema,
      apiKey,
      path: incoming.url ?? '',
      body: anyBody.parse(body),
    };
  },
  begin(response, text) {
    sendEvents(
      response,
      piecesOf(text).map((content) => ({ choices: [{ delta: { content } }] })),
    );
  },
  reply(response, request, text) {
    const usage = { prompt_tokens: inputTokens(request), completion_tokens: estimateTokens(text) };
    if (request.body['stream'] === true) {
      openAiWire.begin(response, text);
      const last = { choices: [{ delta: {}, finish_reason: 'stop' }] };
      const counted = request.body['stream_options'] === undefined ? [] : [{ choices: [], usage }];
      sendEvents(response, [last, ...counted]);
      response.end('data: [DONE]\n\n');
      return;
    }
    send(response, 200, { choices: [{ message: { role: 'assistant', content: text }, finish_reason: 'stop' }], usage });
  },
  refuse(response, { status, message, retryAfterSeconds }) {
    if (retryAfterSeconds !== undefined) response.setHeader('retry-after', String(retryAfterSeconds));
    send(response, status, { error: { message, type: 'error', code: null } });
  },
};

const parts = z.object({ parts: z.tuple([z.object({ text: z.string() })]) });
const geminiRequest = z.object({
  systemInstruction: parts.optional(),
  contents: z.tuple([parts]),
  generationConfig: z.object({ responseSchema: z.unknown().optional() }),
});

export const geminiWire: Wire = {
  read(incoming, body, number) {
    const { systemInstruction, contents, generationConfig } = geminiRequest.parse(body);
    const [system, user] = [systemInstruction?.parts[0].text ?? '', contents[0].parts[0].text];
    const apiKey = incoming.headers['x-goog-api-key']?.toString();
    const path = incoming.url ?? '';
    return { number, system, user, schema: generationConfig.responseSchema, apiKey, path, body: anyBody.parse(body) };
  },
  begin(response, text) {
    sendEvents(
      response,
      piecesOf(text).map((piece) => ({ candidates: [{ content: { role: 'model', parts: [{ text: piece }] } }] })),
    );
  },
  reply(response, request, text) {
    const [promptTokenCount, candidatesTokenCount] = [inputTokens(request), estimateTokens(text)];
    const totalTokenCount = promptTokenCount + candidatesTokenCount;
    const usageMetadata = { promptTokenCount, candidatesTokenCount, totalTokenCount };
    if (request.path.includes(':streamGenerateContent')) {
      geminiWire.begin(response, text);
      sendEvents(response, [{ candidates: [{ finishReason: 'STOP' }], usageMetadata }]);
      response.end();
      return;
    }
    const content = { role: 'model', parts: [{ text }] };
    send(response, 200, { candidates: [{ content, finishReason: 'STOP', index: 0 }], usageMetadata });
  },
  refuse(response, { status, message, retryAfterSeconds }) {
    const details =
      retryAfterSeconds === undefined
        ? []
        : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfterSeconds}s` }];
    send(response, status, { error: { code: status, message, status: 'ERROR', details } });
  },
};

function inputTokens({ system, user }: SimulatedRequest): number {
  return estimateTokens(system) + estimateTokens(user);
}

const pieceLength = 7;

function piecesOf(text: string): readonly string[] {
  return text.match(new RegExp(`[^]{1,${pieceLength}}`, 'gu')) ?? [];
}

function sendEvents(response: ServerResponse, events: readonly object[]): void {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
}

export function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
