import { graphNameSchema, ledgerTotalSchema } from '@lexhop/graph-model';
import { z } from 'zod';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { graphStoresToken } from '@lexhop/engine';
import type { GraphStores } from '@lexhop/graph-store';

/** Whose calls to sum up. */
export const ledgerQuerySchema = z
  .object({
    day: z.iso.date({ error: 'a day is written 2026-11-21' }).optional().describe('Calls of one day, in UTC.'),
    graph: graphNameSchema.optional().describe('With build: calls of one build.'),
    build: z.coerce.number({ error: 'a build is named by its number' }).int().positive().optional(),
  })
  .refine(({ graph, build }) => (graph === undefined) === (build === undefined), {
    error: 'graph and build name a build together',
  });
export type LedgerQuery = z.infer<typeof ledgerQuerySchema>;

/** Sums by model, in order of its name; all calls ever made where nothing is named. */
export const ledgerAnswerSchema = z.object({ items: z.array(ledgerTotalSchema) });

@ApiTags('ledger')
@Controller('ledger')
export class LedgerController {
  constructor(@Inject(graphStoresToken) private readonly stores: GraphStores) {}

  @Get()
  @ApiOperation({
    summary: 'Calls to language models, their tokens and cost, by model: of a build, of a day, or of all',
  })
  @ApiOkResponse({ standardSchema: ledgerAnswerSchema })
  async totals(@Query({ schema: ledgerQuerySchema }) { day, graph, build }: LedgerQuery) {
    const account = graph !== undefined && build !== undefined ? { account: { graph, build } } : {};
    return { items: await this.stores.ledger.totals({ ...account, ...(day === undefined ? {} : { day }) }) };
  }
}
