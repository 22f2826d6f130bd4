import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ActiveReaders } from '@lexhop/retrieval';
import { z } from 'zod';

export const readerListSchema = z.object({
  items: z.array(
    z.object({
      graph: z.string(),
      build: z.number().describe('The build that answers now.'),
      reader: z.enum(['memory', 'store']).describe('An index in this process’s memory, or the store’s own indexes.'),
      bytes: z.number().describe('What it holds in memory.'),
      reason: z.string().describe('Why this reader, in a sentence.'),
    }),
  ),
});

@ApiTags('retrieval')
@Controller('retrieval')
export class RetrievalStatusController {
  constructor(@Inject(ActiveReaders) private readonly readers: ActiveReaders) {}

  @Get('status')
  @ApiOperation({
    summary: 'Which graphs this process answers from, from where, and why',
    description: 'A graph is in the list from its first question on.',
  })
  @ApiOkResponse({ standardSchema: readerListSchema })
  status() {
    return { items: this.readers.status() };
  }
}
