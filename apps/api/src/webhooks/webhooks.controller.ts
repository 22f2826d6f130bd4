import { graphStoresToken } from '@lexhop/engine';
import type { GraphStores } from '@lexhop/graph-store';
import { reasonSchema } from '@lexhop/foundation';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AdminOnly, wholeNumberOr } from '@lexhop/http';
import { type ApiSettings, settingsToken } from '../settings.js';

const stateSchema = z.enum(['due', 'delivered', 'given-up']);

/** A message that tells of the end of a build, how its delivery goes, and why the last try that failed did. */
export const deliverySchema = reasonSchema.partial().extend({
  id: z.string().describe('The `webhook-id`, which is the same for every try.'),
  graph: z.string(),
  build: z.number().int(),
  outcome: z.enum(['completed', 'failed', 'cancelled']),
  endedAt: z.string(),
  state: stateSchema,
  tries: z.number().int(),
  dueAt: z.string().nullable().describe('When it is sent again; null once it is due no more.'),
});

export const deliveryListSchema = z.object({
  set: z.boolean().describe('Whether LEXHOP_WEBHOOK_URL is set: without it nobody is told.'),
  counts: z.object({ due: z.number().int(), delivered: z.number().int(), 'given-up': z.number().int() }),
  items: z.array(deliverySchema),
});

const listQuerySchema = z.object({ limit: wholeNumberOr(20, 1, 500) });

@ApiTags('webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(
    @Inject(graphStoresToken) private readonly stores: GraphStores,
    @Inject(settingsToken) private readonly settings: ApiSettings,
  ) {}

  @Get('deliveries')
  @AdminOnly()
  @ApiOperation({
    summary: 'What was told of ends of builds, and what is due; newest first',
    description:
      'One is sent until a 2xx answers, 9 times in 30 hours at most; then it is given up. Those that are due no more are kept, 1,000 at most.',
  })
  @ApiOkResponse({ standardSchema: deliveryListSchema })
  async list(@Query({ schema: listQuerySchema }) { limit }: z.infer<typeof listQuerySchema>) {
    const { deliveries } = this.stores;
    const [counts, listed] = await Promise.all([deliveries.counts(), deliveries.list(limit)]);
    const items = listed.map(({ event: { graph, number: build, outcome, endedAt }, reason, ...delivery }) => ({
      ...delivery,
      ...reason,
      graph,
      build,
      outcome,
      endedAt,
    }));
    return { set: this.settings.webhooks.LEXHOP_WEBHOOK_URL !== undefined, counts, items };
  }
}
