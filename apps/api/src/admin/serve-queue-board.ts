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

/** What the board says of each queue. */
const descriptions = {
  steps:
    'One job for each step of a build. It waits until the batches of the step have ended, and then looks at what is missing.',
  batches: 'The batches of the steps. While a build runs, a sweep puts back what is lost or removed here.',
} as const;

/** Serves bull-board at /admin/queues, for queues on Redis and on Postgres. */
export async function serveQueueBoard(app: NestFastifyApplication, server: FastifyInstance): Promise<void> {
  const names = queueNames();
  // Only Redis knows the workers; elsewhere the board would warn that there are none.
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

/** Takes links to other servers out of the board's page, which would fetch its typeface from another company. The browser's own typefaces are used instead. */
export function withoutForeignLinks(payload: unknown): unknown {
  if (typeof payload !== 'string' || !payload.startsWith('<!DOCTYPE html>')) return payload;
  return payload.replaceAll(/<link\b[^>]*\bhref="(?:https?:)?\/\/[^>]*>/g, '');
}
