import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { graphStoresToken } from '@lexhop/engine';
import type { GraphStores } from '@lexhop/graph-store';
import { ledgerAnswerSchema, type LedgerQuery, ledgerQuerySchema } from './ledger.contract.js';

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
