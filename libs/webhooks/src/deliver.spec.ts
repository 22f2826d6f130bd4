import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Clock, readSettings, SilentLogger } from '@lexhop/foundation';
import { aNode, GraphScene, graphStoresOfTest } from '@lexhop/graph-store/testing';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deliverDue } from './deliver.js';
import { receiverOf, webhookSettings } from './settings.js';

const secretText = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

class SetClock extends Clock {
  at = Date.now();
  override now(): Date {
    return new Date(this.at);
  }
}

type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;
const says =
  (status: number): Behaviour =>
  (response) =>
    void response.writeHead(status).end('{}');
interface Misbehaviour {
  readonly behave: Behaviour;
  readonly reason: string;
  /** In milliseconds. */
  readonly patience?: number;
}

const behaviours = {
  'answers 500': { behave: says(500), reason: 'The receiver answered 500, not 2xx.' },
  hangs: { behave: () => {}, patience: 50, reason: 'The receiver did not answer within 50 ms.' },
  closes: {
    behave: (_response, request) => void request.socket.destroy(),
    reason: 'The receiver could not be reached: UND_ERR_SOCKET.',
  },
  redirects: {
    behave: (response) => void response.writeHead(307, { location: '/elsewhere' }).end(),
    reason: 'The receiver answered 307, not 2xx.',
  },
} satisfies Record<string, Misbehaviour>;

/** A receiver that behaves as it is told, and keeps what came. */
async function aReceiver(behave: Behaviour) {
  const came: { readonly path: string; readonly headers: Record<string, string>; readonly body: string }[] = [];
  const told = { behave };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      came.push({ path: request.url ?? '', headers: request.headers as Record<string, string>, body });
      told.behave(response, request);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { came, told, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

/** The books with a build that was completed, and what delivers to a receiver. */
async function aDelivery(behave: Behaviour) {
  const stores = await graphStoresOfTest({ tellsEnds: true });
  const scene = new GraphScene(stores);
  await scene.put(aNode({ statuteId: 'A', number: '1' }));
  await scene.built();
  const receiver = await aReceiver(behave);
  const settings = { LEXHOP_WEBHOOK_URL: receiver.url, LEXHOP_WEBHOOK_SECRET: secretText };
  const clock = new SetClock();
  const parts = { deliveries: stores.deliveries, clock, logger: new SilentLogger() };
  const given = receiverOf(readSettings(webhookSettings, settings));
  if (!given) throw new Error('The settings name a receiver.');
  return {
    ...receiver,
    clock,
    graph: scene.graph,
    deliver: ({ signal = new AbortController().signal, patience = 10_000 } = {}) =>
      deliverDue({ ...parts, receiver: given, patienceMilliseconds: patience }, signal),
    kept: async () => (await stores.deliveries.list(10))[0],
  };
}

describe('a webhook', () => {
  it('is signed so that a library of the convention knows it, and says what a build changed', async () => {
    const { deliver, came, kept, graph } = await aDelivery(says(204));
    await deliver();
    await deliver();
    const [first, ...more] = came;
    expect(more).toEqual([]);
    expect(new Webhook(secretText).verify(first?.body ?? '', first?.headers ?? {})).toMatchObject({
      type: 'build.ended',
      data: { graph, number: 1, outcome: 'completed', articles: { added: { count: 1, cut: 0, ids: ['A:1'] } } },
    });
    expect(() => new Webhook(secretText).verify(`${first?.body} `, first?.headers ?? {})).toThrow('signature');
    expect(await kept()).toMatchObject({ state: 'delivered', tries: 1, dueAt: null });
  });

  it.each(Object.entries<Misbehaviour>(behaviours))(
    'is sent again with its id to a receiver that %s',
    async (_, one) => {
      const { deliver, came, told, kept, clock } = await aDelivery(one.behave);
      await deliver(one);
      expect(await kept()).toMatchObject({ state: 'due', tries: 1, reason: { reason: one.reason } });
      clock.at += 4_999;
      await deliver();
      expect(came).toHaveLength(1);
      clock.at += 1;
      told.behave = says(200);
      await deliver();
      expect(await kept()).toMatchObject({ state: 'delivered', tries: 2 });
      expect(new Set(came.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      expect(new Set(came.map(({ path }) => path))).toEqual(new Set(['/hook']));
    },
  );

  it('is given up after nine tries in a day and a half, and sent no more', async () => {
    const { deliver, came, kept, clock } = await aDelivery(says(500));
    for (let tries = 0; tries < 12; tries += 1) {
      await deliver();
      clock.at += 24 * 3_600_000;
    }
    expect(came).toHaveLength(9);
    expect(await kept()).toMatchObject({ state: 'given-up', tries: 9, dueAt: null });
  });

  it('of a try that the shutdown broke off is sent again by whoever comes after', async () => {
    const { deliver, came, told, kept, clock } = await aDelivery(() => {});
    const stopping = new AbortController();
    told.behave = () => stopping.abort();
    await deliver(stopping);
    expect(await kept()).toMatchObject({ state: 'due', reason: null });
    told.behave = says(200);
    clock.at += 60_000;
    await deliver();
    expect(came).toHaveLength(2);
    expect(await kept()).toMatchObject({ state: 'delivered' });
  });
});

describe('the receiver of the settings', () => {
  const read = (url: string, secret?: string) =>
    receiverOf(
      readSettings(webhookSettings, { LEXHOP_WEBHOOK_URL: url, ...(secret && { LEXHOP_WEBHOOK_SECRET: secret }) }),
    );

  it.each(['ftp://example.org/', 'file:///etc/passwd', 'example.org', 'https://user:word@example.org/'])(
    'is not %s, whose text is not repeated',
    (url) => {
      expect(() => read(url, secretText)).toThrow('LEXHOP_WEBHOOK_URL is "***": a URL that begins with http://');
    },
  );

  it.each([undefined, 'word', 'whsec_c2hvcnQ=', `whsec_${'A'.repeat(400)}`])('needs a secret, not %s', (secret) => {
    expect(() => read('https://example.org/', secret)).toThrow('LEXHOP_WEBHOOK_SECRET');
  });

  it('is nobody where no URL is set', () => {
    expect(read('')).toBeUndefined();
  });
});
