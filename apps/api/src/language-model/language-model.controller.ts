import { partsToken } from '@lexhop/engine';
import type { GraphBuildParts } from '@lexhop/graph-build';
import { capabilitiesSchema } from '@lexhop/language-model';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';

export const languageModelStatusSchema = z.object({
  model: z.string().nullable().describe('provider/model; null where the settings name none.'),
  capabilities: capabilitiesSchema
    .nullable()
    .describe('What this process found out about the provider since it began; a worker finds out by itself.'),
});

@ApiTags('language-model')
@Controller('language-model')
export class LanguageModelController {
  constructor(@Inject(partsToken) private readonly parts: Pick<GraphBuildParts, 'drafting'>) {}

  @Get('status')
  @ApiOperation({
    summary: 'The language model in use, and what was found out that its server takes and does not take',
  })
  @ApiOkResponse({ standardSchema: languageModelStatusSchema })
  status() {
    const model = this.parts.drafting?.model;
    return { model: model?.id ?? null, capabilities: model?.capabilities ?? null };
  }
}
