import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import { boardPath } from '@lexhop/http';
import { queueNames } from '@lexhop/job-queue';
import { getQueueToken } from '@nestjs/bullmq';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Queue } from 'bullmq';
import type { FastifyInstance } from 'fastify';
import { type ApiSettings, settingsToken } from '../settings.js';

/** What stands in front of whoever looks at a queue. */
const descriptions = {
  steps:
    'One job for each step of a build; it waits until the batches of the step have ended, then looks at what is missing.',
  batches: 'The batches of the steps. What is lost or removed here, a sweep puts back while the build runs.',
} as const;

/** Serves bull-board at /admin/queues, on Redis and on the embedded database alike. */
export async function serveQueueBoard(app: NestFastifyApplication, server: FastifyInstance): Promise<void> {
  const names = queueNames();
  // Only Redis can tell who works; the board would warn that nobody does.
  const showWorkers = app.get<ApiSettings>(settingsToken).queue.REDIS_URL !== undefined;
  const queues = (['steps', 'batches'] as const).map((kind) => {
    const queue = app.get<Queue>(getQueueToken(names[kind]), { strict: false });
    return new BullMQAdapter(queue, { description: descriptions[kind], allowRetries: false });
  });
  const serverAdapter = new FastifyAdapter().setBasePath(boardPath);
  createBullBoard({ queues, serverAdapter, options: { uiConfig: { boardTitle: 'LexHop', showWorkers } } });
  await server.register(async (scope) => {
    scope.addHook('onSend', async (_request, _reply, payload) => withoutForeignLinks(payload));
    await scope.register(serverAdapter.registerPlugin(), { prefix: boardPath });
  });
}

/** The board's page would fetch its typeface from another company's server: the reader's own are used instead. */
export function withoutForeignLinks(payload: unknown): unknown {
  if (typeof payload !== 'string' || !payload.startsWith('<!DOCTYPE html>')) return payload;
  return payload.replaceAll(/<link\b[^>]*\bhref="(?:https?:)?\/\/[^>]*>/g, '');
}
