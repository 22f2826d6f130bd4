import 'reflect-metadata';
import {
  assertSafeToListen,
  endInTime,
  isLoopback,
  JsonLogger,
  parseApiKeys,
  type Tracing,
  tracingToken,
} from '@lexhop/engine';
import { VersioningType } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { serveQueueBoard } from './admin/serve-queue-board.js';
import { AppModule } from './app.module.js';
import { serveConsole } from './console/serve-console.js';
import { admitToPages, checkHostHeader, guardBrowsers } from './http/guard-browsers.js';
import { registerBodies } from './http/uploads.js';
import { refuseUnstorable, traceRequests } from './http/requests.js';
import { serveOpenApi } from './openapi.js';
import type { ApiSettings } from './settings.js';

const megabyte = 1024 * 1024;
/** JSON bodies are queries and settings; files come as streams with a bound of their own. */
const jsonBodyLimit = megabyte;
/** A client that sends nothing for so long has gone. */
const connectionTimeout = 120_000;

/** The API, wired and not yet listening. */
export async function createApi(settings: ApiSettings): Promise<NestFastifyApplication> {
  const { LEXHOP_HOST, LEXHOP_API_KEYS } = settings.server;
  const keys = parseApiKeys(LEXHOP_API_KEYS);
  assertSafeToListen('LEXHOP_HOST', LEXHOP_HOST, keys.length);
  const adapter = new FastifyAdapter({ bodyLimit: jsonBodyLimit, connectionTimeout, forceCloseConnections: true });
  const server = adapter.getInstance() as unknown as FastifyInstance;
  if (isLoopback(LEXHOP_HOST)) checkHostHeader(server);
  await guardBrowsers(server);
  admitToPages(server, keys);
  refuseUnstorable(server);
  await registerBodies(server, settings.server.LEXHOP_UPLOAD_LIMIT_MB);
  const logger = new JsonLogger();
  const app = await NestFactory.create<NestFastifyApplication>(await AppModule.with(settings, logger), adapter, {
    logger,
    abortOnError: false,
  });
  await serveConsole(server);
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
