import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { reasonSchema } from '@lexhop/foundation';
import { graphNameSchema } from '@lexhop/graph-model';
import {
  ActiveReaders,
  type RetrieveManyRequest,
  retrieveManyRequestSchema,
  type RetrieveRequest,
  retrieveRequestSchema,
} from '@lexhop/retrieval';
import { GraphQueries } from './graph-queries.js';
import { retrieveAnswerSchema, retrieveManyAnswerSchema } from './retrieval.contract.js';

@ApiTags('retrieval')
@Controller('graphs/:graph/retrieve')
export class RetrievalController {
  constructor(@Inject(GraphQueries) private readonly queries: GraphQueries) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask the active build',
    description:
      'Articles with scores, and what was understood of the query; with explain, each score’s parts and the path that led there. A reading that is sent back, changed or not, is searched by in place of asking.',
  })
  @ApiOkResponse({ standardSchema: retrieveAnswerSchema })
  retrieve(
    @Param('graph', { schema: graphNameSchema }) graph: string,
    @Body({ schema: retrieveRequestSchema }) request: RetrieveRequest,
  ) {
    return this.queries.retrieve(graph, request);
  }

  @Post('batch')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask the active build up to 100 queries at once',
    description:
      'Each is answered as if it were asked alone, in the order of the queries; their texts are embedded together, in one call of the model.',
  })
  @ApiOkResponse({ standardSchema: retrieveManyAnswerSchema })
  retrieveMany(
    @Param('graph', { schema: graphNameSchema }) graph: string,
    @Body({ schema: retrieveManyRequestSchema }) request: RetrieveManyRequest,
  ) {
    return this.queries.retrieveMany(graph, request);
  }
}

export const readerListSchema = z.object({
  items: z.array(
    reasonSchema.extend({
      graph: z.string(),
      build: z.number().describe('The build that answers now.'),
      reader: z
        .enum(['memory', 'store'])
        .describe('An index in this process’s memory, or, where it is `store`, the indexes of Neo4j.'),
      bytes: z.number().describe('What it holds in memory.'),
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
