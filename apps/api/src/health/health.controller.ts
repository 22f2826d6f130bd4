import { Controller, Get, Inject, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { partsToken } from '@lexhop/engine';
import { asError } from '@lexhop/foundation';
import type { GraphBuildParts } from '@lexhop/graph-build';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { WithoutKey } from '../http/api-key.guard.js';

const dependencySchema = z.object({ name: z.string(), ready: z.boolean(), reason: z.string().optional() });
const readySchema = z.object({ ready: z.boolean(), dependencies: z.array(dependencySchema) });
const patience = 2_000;

@ApiTags('health')
@WithoutKey()
@Controller({ path: 'health', version: VERSION_NEUTRAL })
export class HealthController {
  constructor(@Inject(partsToken) private readonly parts: GraphBuildParts) {}

  @Get('live')
  @ApiOperation({ summary: 'The process answers' })
  live() {
    return { live: true };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Store and queue answer; 503 where one does not' })
  @ApiOkResponse({ standardSchema: readySchema })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const dependencies = await Promise.all([
      probe('graph-store', () => this.parts.stores.versions.graphs()),
      probe('job-queue', () => this.parts.queue.depths()),
    ]);
    const ready = dependencies.every((dependency) => dependency.ready);
    if (!ready) void reply.status(503);
    return { ready, dependencies };
  }
}

async function probe(name: string, ask: () => Promise<unknown>): Promise<z.infer<typeof dependencySchema>> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${patience} ms`)), patience).unref();
  });
  try {
    await Promise.race([ask(), late]);
    return { name, ready: true };
  } catch (thrown) {
    return { name, ready: false, reason: asError(thrown).message };
  }
}
