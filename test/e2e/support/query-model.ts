import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What a stand-in says to a query: an object, text as it is, or, where it is undefined, nothing, for ever. */
export type QueryModelReply = object | string | undefined;

/** A server that speaks OpenAI's chat completions, and reads queries by rule. */
export interface QueryModel {
  /** With its `/v1`. */
  readonly baseUrl: string;
  /** The user's part of every request, read as JSON. */
  readonly asked: unknown[];
  close(): void;
}

/** @param reply by the query that is asked about */
export async function startQueryModel(reply: (query: string) => QueryModelReply): Promise<QueryModel> {
  const asked: unknown[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { messages } = (await json(request)) as { readonly messages: readonly { readonly content: string }[] };
    const query: unknown = JSON.parse(messages.at(-1)?.content ?? '""');
    asked.push(query);
    const said = reply(String(query));
    if (said === undefined) return;
    const content = typeof said === 'string' ? said : JSON.stringify(said);
    const message = { role: 'assistant', content };
    const usage = { prompt_tokens: 400, completion_tokens: 100, total_tokens: 500 };
    const body = { id: '1', object: 'chat.completion', choices: [{ index: 0, message, finish_reason: 'stop' }], usage };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
