import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { namedObject } from '@lexhop/foundation';
import {
  ActiveReaders,
  readerStatusSchema,
  retrieveAnswerSchema,
  type RetrieveManyRequest,
  retrieveManyRequestSchema,
  type RetrieveRequest,
  retrieveRequestSchema,
} from '@lexhop/retrieval';
import { GraphInPath } from '../in-path.js';
import { GraphQueries } from './graph-queries.js';

/** Answers in the order of their queries. */
const retrieveManyAnswerSchema = namedObject('RetrieveManyAnswer', { items: z.array(retrieveAnswerSchema) });

@ApiTags('retrieval')
@Controller('graphs/:graph/retrieve')
export class RetrievalController {
  constructor(@Inject(GraphQueries) private readonly queries: GraphQueries) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask the active build',
    description:
      'Articles with scores, and the reading of the query; with explain, also the parts of each score and the path to each article. Where a reading is sent back, changed or not, it is used, and no language model is asked.',
  })
  @ApiOkResponse({ standardSchema: retrieveAnswerSchema })
  retrieve(@GraphInPath() graph: string, @Body({ schema: retrieveRequestSchema }) request: RetrieveRequest) {
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
  async retrieveMany(
    @GraphInPath() graph: string,
    @Body({ schema: retrieveManyRequestSchema }) request: RetrieveManyRequest,
  ) {
    return { items: await this.queries.retrieveMany(graph, request) };
  }
}

const readerListSchema = namedObject('ReaderList', { items: z.array(readerStatusSchema) });

@ApiTags('retrieval')
@Controller('retrieval')
export class RetrievalStatusController {
  constructor(@Inject(ActiveReaders) private readonly readers: ActiveReaders) {}

  @Get('status')
  @ApiOperation({
    summary: 'Which graphs this process answers from, from where, and why',
    description:
      'A graph is in the list once its first query was asked, and from then on whenever the process starts: its index is kept on the disk.',
  })
  @ApiOkResponse({ standardSchema: readerListSchema })
  status() {
    return { items: this.readers.status() };
  }
}
