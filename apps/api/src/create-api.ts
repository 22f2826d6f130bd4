import 'reflect-metadata';
import { assertSafeToListen, isLoopback, KeyRing } from '@lexhop/access';
import {
  admitByKey,
  answerExpectations,
  answerUnparsable,
  answerUnroutable,
  boundRate,
  checkHostHeader,
  compressJson,
  drainBodies,
  endSlowRequests,
  guardBrowsers,
  headersTimeout,
  recordChanges,
  refuseOtherMethods,
  refuseUnstorable,
  registerBodies,
} from '@lexhop/http';
import {
  endInTime,
  graphStoresToken,
  JsonLogger,
  type TracedRequest,
  type Tracing,
  tracingToken,
} from '@lexhop/engine';
import type { GraphStores } from '@lexhop/graph-store';
import type { OpeningServer } from '@lexhop/postgres';
import { VersioningType } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { serveQueueBoard } from './admin/serve-queue-board.js';
import { AppModule } from './app.module.js';
import { serveConsole } from './console/serve-console.js';
import { serveOpenApi } from './openapi.js';
import type { ApiSettings } from './settings.js';

const megabyte = 1024 * 1024;
/** JSON bodies are queries and settings. Files come as streams, and have a limit of their own. */
const jsonBodyLimit = megabyte;
/** Characters of an id in a path: more than any id that is made of a statute has. */
const longestParameter = 400;
/** After so many milliseconds without a byte, a client counts as gone. */
const connectionTimeout = 120_000;

/** Makes the API, which does not listen yet. `ahead` is LexHop's own Postgres, where it is being started already. */
export async function createApi(settings: ApiSettings, ahead?: OpeningServer): Promise<NestFastifyApplication> {
  const { LEXHOP_HOST, LEXHOP_RATE_PER_KEY } = settings.server;
  const logger = new JsonLogger();
  const adapter = new FastifyAdapter({
    bodyLimit: jsonBodyLimit,
    connectionTimeout,
    forceCloseConnections: true,
    http: { headersTimeout, connectionsCheckingInterval: headersTimeout / 6 },
    routerOptions: { maxParamLength: longestParameter },
    clientErrorHandler: answerUnparsable,
    frameworkErrors: answerUnroutable,
  });
  const server = adapter.getInstance() as unknown as FastifyInstance;
  checkHostHeader(server, { onLoopback: isLoopback(LEXHOP_HOST) });
  await guardBrowsers(server);
  refuseOtherMethods(server);
  // Served before keys are checked, because the page itself asks its user for one.
  await serveConsole(server);
  admitByKey(server, LEXHOP_HOST, () => app.get(KeyRing));
  boundRate(server, LEXHOP_RATE_PER_KEY);
  recordChanges(server, () => app.get<GraphStores>(graphStoresToken).access, logger);
  for (const bounded of [endSlowRequests, drainBodies, answerExpectations, refuseUnstorable]) bounded(server);
  await compressJson(server);
  await registerBodies(server, settings.server.LEXHOP_UPLOAD_LIMIT_MB);
  const app = await NestFactory.create<NestFastifyApplication>(await AppModule.with(settings, logger, ahead), adapter, {
    logger,
    abortOnError: false,
  });
  await refuseToListen(app, LEXHOP_HOST);
  app.setGlobalPrefix('api', {
    exclude: ['/', 'health/live', 'health/ready', 'metrics', 'mcp', 'v1/models', 'v1/chat/completions'],
  });
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
  app.enableShutdownHooks();
  endInTime(logger);
  const tracing = app.get<Tracing | null>(tracingToken);
  if (tracing) traceRequests(server, tracing);
  serveOpenApi(app);
  await serveQueueBoard(app, server);
  return app;
}

/** Throws a SettingError where others could reach the server without a key; closes what was opened. */
async function refuseToListen(app: NestFastifyApplication, host: string): Promise<void> {
  try {
    assertSafeToListen('LEXHOP_HOST', host, (await app.get(KeyRing).keys()).length);
  } catch (thrown) {
    await app.close();
    throw thrown;
  }
}

/** Traces every request by its route, to the last byte of its answer. Requests for health and metrics are left out: they come often and say nothing. */
function traceRequests(server: FastifyInstance, tracing: Tracing): void {
  const traced = new WeakMap<FastifyRequest, TracedRequest>();
  server.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url ?? 'unknown route';
    if (route.startsWith('/health') || route === '/metrics') return done();
    const { method, headers } = request;
    traced.set(request, tracing.request({ name: `${method} ${route}`, headers }, done));
  });
  server.addHook('onResponse', (request, reply, done) => {
    traced.get(request)?.end(reply.statusCode);
    done();
  });
}
