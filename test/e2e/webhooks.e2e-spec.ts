import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildToEnd, expectStatus, importSample } from '../support/graphs.js';
import { aDataDirectory, TestServer } from '../support/server.js';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

interface Message {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers nothing until it is told to, and keeps what came. */
class Receiver {
  answers = false;
  readonly came: Message[] = [];
  #onCome: () => void = () => {};
  readonly #server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      this.came.push({ headers: request.headers, body });
      this.#onCome();
      if (this.answers) response.writeHead(204).end();
    });
  });

  async url(): Promise<string> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** The nth message, as soon as it has come. */
  async message(nth: number): Promise<Message> {
    for (;;) {
      const message = this.came[nth - 1];
      if (message) return message;
      await new Promise<void>((come) => (this.#onCome = come));
    }
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const receiver = new Receiver();
let folder: Awaited<ReturnType<typeof aDataDirectory>>;
let settings: Record<string, string>;
let server: TestServer;

beforeAll(async () => {
  folder = await aDataDirectory();
  settings = { LEXHOP_WEBHOOK_URL: await receiver.url(), LEXHOP_WEBHOOK_SECRET: secret };
  server = await TestServer.start(folder.path, settings);
});

afterAll(async () => {
  await server.stop();
  receiver.close();
  await folder.remove();
});

describe('a webhook', () => {
  it('is sent again with its id after a kill in the middle, and is delivered then', async () => {
    await importSample(server, 'told');
    const { number } = await buildToEnd(server, 'told');
    const first = await receiver.message(1);
    await server.kill();
    receiver.answers = true;
    server = await TestServer.start(folder.path, settings);
    const second = await receiver.message(2);
    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect(second.body).toBe(first.body);
    const told = new Webhook(secret).verify(second.body, second.headers as Record<string, string>);
    const added = {
      count: expect.any(Number) as number,
      cut: 0,
      ids: expect.arrayContaining(['J0070017:52']) as string[],
    };
    expect(told).toMatchObject({
      type: 'build.ended',
      data: { graph: 'told', number, outcome: 'completed', articles: { added } },
    });
    const deliveries = () => expectStatus(server.request('GET', '/webhooks/deliveries'), 200);
    await expect.poll(deliveries).toMatchObject({
      set: true,
      counts: { due: 0, delivered: 1, 'given-up': 0 },
      items: [{ graph: 'told', build: number, outcome: 'completed', state: 'delivered', tries: 2 }],
    });
  });
});
