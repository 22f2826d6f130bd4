import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assertSafeToListen, KeyRing, presentedKey } from '@lexhop/access';
import { asListenError, EngineMetrics, partsToken, readinessOf } from '@lexhop/engine';
import type { GraphBuildParts } from '@lexhop/graph-build';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { WorkerSettings } from './settings.js';

/** Injection token of the settings of the HealthServer. */
export const healthServerOptionsToken = Symbol('healthServerOptions');

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Serves the health of this worker at /health/live and /health/ready, to everybody, and its figures at /metrics, with a key where keys are set. */
@Injectable()
export class HealthServer implements OnApplicationShutdown {
  readonly #server = createServer((request, response) => void this.#respond(request, response));

  constructor(
    @Inject(healthServerOptionsToken) private readonly settings: WorkerSettings,
    @Inject(partsToken) private readonly parts: GraphBuildParts,
    @Inject(EngineMetrics) private readonly metrics: EngineMetrics,
    @Inject(KeyRing) private readonly keys: KeyRing,
  ) {}

  /** Listens, and returns the URL. Throws a SettingError for an address that others can reach without keys. */
  async listen(): Promise<string> {
    const { LEXHOP_WORKER_HOST: host, LEXHOP_WORKER_PORT: port } = this.settings.server;
    assertSafeToListen('LEXHOP_WORKER_HOST', host, (await this.keys.keys()).length);
    await once(this.#server.listen(port, host), 'listening').catch(asListenError('LEXHOP_WORKER_PORT', port));
    const { address, family, port: taken } = this.#server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`;
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, type, body } = await this.#answerTo(request).catch(unavailable);
    response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff' }).end(body);
  }

  async #answerTo({ url, headers }: IncomingMessage): Promise<Answer> {
    if (url === '/health/live') return json(200, { live: true });
    if (url === '/health/ready') {
      const readiness = await readinessOf(this.parts, this.settings);
      return json(readiness.ready ? 200 : 503, readiness);
    }
    if (url !== '/metrics') return json(404, { detail: 'A worker has /health/live, /health/ready and /metrics.' });
    if (!(await this.#mayReadMetrics(headers.authorization)))
      return json(401, { detail: 'Metrics ask for an API key of all graphs: `Authorization: Bearer KEY`.' });
    return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body: await this.metrics.read(this.parts) };
  }

  /** The figures are of all graphs, so a key of some graphs is not enough. */
  async #mayReadMetrics(authorization: string | undefined): Promise<boolean> {
    const isOpen = await this.keys.isOpenAt(this.settings.server.LEXHOP_WORKER_HOST);
    return isOpen || (await this.keys.find(presentedKey(authorization, ['Bearer'])))?.graphs === null;
  }
}

function json(status: number, body: object): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

/** The part that failed has logged why. A scraper needs to know only that there are no figures now. */
function unavailable(): Answer {
  return json(503, { detail: 'The figures can’t be read now.' });
}
