import { graphStoresToken } from '@lexhop/engine';
import type { GraphStores } from '@lexhop/graph-store';
import { namedObject, reasonSchema } from '@lexhop/foundation';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AdminOnly, wholeNumberOr } from '@lexhop/http';
import { type ApiSettings, settingsToken } from '../settings.js';

const stateSchema = z.enum(['due', 'delivered', 'given-up']);

/** A message that a build ended: its state, and why the last try that failed did. */
const deliverySchema = namedObject('Delivery', {
  ...reasonSchema.partial().shape,
  id: z.string().describe('The `webhook-id`, which is the same for every try.'),
  graph: z.string(),
  build: z.number().int(),
  outcome: z.enum(['completed', 'failed', 'cancelled']),
  endedAt: z.string(),
  state: stateSchema,
  tries: z.number().int(),
  dueAt: z.string().nullable().describe('When it is sent again; null once it is not due any more.'),
});

const deliveryListSchema = namedObject('DeliveryList', {
  set: z.boolean().describe('Whether LEXHOP_WEBHOOK_URL is set. Without it no message is sent.'),
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
    summary: 'The messages that builds ended, delivered and due; newest first',
    description:
      'A message is sent until the receiver answers 2xx, at most 9 times in 30 hours; then it is given up. Of the messages that are not due any more, the newest 1,000 are kept.',
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
