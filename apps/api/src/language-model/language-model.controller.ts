import { namedObject } from '@lexhop/foundation';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { buildNumberSchema } from '../in-path.js';
import { graphStoresToken, partsToken } from '@lexhop/engine';
import type { GraphBuildParts } from '@lexhop/graph-build';
import { capabilitiesSchema } from '@lexhop/language-model';
import { graphNameSchema, ledgerTotalSchema } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';

export const languageModelStatusSchema = namedObject('LanguageModelStatus', {
  model: z.string().nullable().describe('provider/model; null where the settings name none.'),
  capabilities: capabilitiesSchema
    .nullable()
    .describe('What this process has found out about the provider since its start. Each worker finds out for itself.'),
});

@ApiTags('language-model')
@Controller('language-model')
export class LanguageModelController {
  constructor(@Inject(partsToken) private readonly parts: Pick<GraphBuildParts, 'drafting'>) {}

  @Get('status')
  @ApiOperation({
    summary: 'The language model in use, and what its server was found to support',
    description: 'These findings are of this process, and are lost when it ends.',
  })
  @ApiOkResponse({ standardSchema: languageModelStatusSchema })
  status() {
    const model = this.parts.drafting?.model;
    return { model: model?.id ?? null, capabilities: model?.capabilities ?? null };
  }
}

/** Which calls to sum up. */
const ledgerQuerySchema = z
  .object({
    day: z.iso.date({ error: 'a day is written 2026-11-21' }).optional().describe('Calls of one day, in UTC.'),
    graph: graphNameSchema.optional().describe('With build: calls of one build.'),
    build: buildNumberSchema.optional(),
  })
  .refine(({ graph, build }) => (graph === undefined) === (build === undefined), {
    error: 'graph and build name a build together',
  });
type LedgerQuery = z.infer<typeof ledgerQuerySchema>;

/** Sums by model, in order of the models' names. */
const ledgerAnswerSchema = namedObject('Ledger', { items: z.array(ledgerTotalSchema) });

@ApiTags('ledger')
@Controller('ledger')
export class LedgerController {
  constructor(@Inject(graphStoresToken) private readonly stores: GraphStores) {}

  @Get()
  @ApiOperation({
    summary: 'Calls to language models, their tokens and cost, by model: of a build, of a day, or of all',
    description:
      'Includes the calls of builds and of queries. Unknown calls are in flight, or were lost with their process; they count against budgets.',
  })
  @ApiOkResponse({ standardSchema: ledgerAnswerSchema })
  async totals(@Query({ schema: ledgerQuerySchema }) { day, graph, build }: LedgerQuery) {
    const account = graph !== undefined && build !== undefined ? { account: { graph, build } } : {};
    return { items: await this.stores.ledger.totals({ ...account, ...(day === undefined ? {} : { day }) }) };
  }
}
