import { z } from 'zod';
import { answerEventSchemas, type AnswerRequest, answerRequestSchema } from '@lexhop/answering';
import { Logger } from '@lexhop/foundation';
import { graphNameSchema } from '@lexhop/graph-model';
import { Body, Controller, Headers, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { abortWhenGone, eventStream, eventStreamType } from '@lexhop/http';
import { GraphQueries } from '../retrieval/graph-queries.js';

/** The data of an answer's events. */
export const answerEventSchema = z
  .union([answerEventSchemas.evidence, answerEventSchemas.sentence, answerEventSchemas.answer])
  .describe(
    'The data of one event, by its type: `evidence` first, `sentence` for each as it is written and checked, `answer` last; `problem` instead where it fails after it began.',
  );

@ApiTags('retrieval')
@Controller('graphs/:graph/answers')
export class AnswersController {
  constructor(
    @Inject(GraphQueries) private readonly queries: GraphQueries,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'An answer in sentences, each with the articles that carry it',
    description:
      'Written by the language model that is set, from the best articles with those that they cite and that cite them, each sentence checked; else sentences of the articles, and kind says so. With Accept: text/event-stream it comes sentence by sentence, and is called off when the client hangs up.',
  })
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/Answer' } },
      [eventStreamType]: { schema: { $ref: '#/components/schemas/AnswerEvent' } },
    },
  })
  async answer(
    @Param('graph', { schema: graphNameSchema }) graph: string,
    @Body({ schema: answerRequestSchema }) request: AnswerRequest,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const signal = abortWhenGone(reply);
    if (!accept?.includes(eventStreamType)) return this.queries.answer(graph, request, { signal });
    return eventStream({ reply, logger: this.logger }, (onEvent) =>
      this.queries.answer(graph, request, { onEvent, signal }),
    );
  }
}
