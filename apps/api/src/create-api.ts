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
/** JSON bodies are queries and settings; files come as streams with a bound of their own. */
const jsonBodyLimit = megabyte;
/** An id in a path, in characters: longer than any that a reader of statutes makes. */
const longestParameter = 400;
/** A client that sends nothing for so long has gone. */
const connectionTimeout = 120_000;

/** The API, wired and not yet listening; on an own Postgres that is being started already, where there is one. */
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
  // Before keys are asked for: the page itself asks for one.
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

/** Where others could reach it without a key. Throws a SettingError, and lets go of what was opened. */
async function refuseToListen(app: NestFastifyApplication, host: string): Promise<void> {
  try {
    assertSafeToListen('LEXHOP_HOST', host, (await app.get(KeyRing).keys()).length);
  } catch (thrown) {
    await app.close();
    throw thrown;
  }
}

/** Traces every request by its route, from here to its last byte; health and metrics are asked for too often to be of interest. */
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
