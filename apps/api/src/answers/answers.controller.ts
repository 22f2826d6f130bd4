import { z } from 'zod';
import { answerEventSchemas, type AnswerRequest, answerRequestSchema } from '@lexhop/answering';
import { Logger } from '@lexhop/foundation';
import { Body, Controller, Headers, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { abortWhenGone, eventStream, eventStreamType } from '@lexhop/http';
import { GraphInPath } from '../in-path.js';
import { GraphQueries } from '../retrieval/graph-queries.js';

/** The data of an answer's events. */
export const answerEventSchema = z
  .union([answerEventSchemas.evidence, answerEventSchemas.sentence, answerEventSchemas.answer])
  .meta({
    id: 'AnswerEvent',
    description:
      'The data of one event, by its type: `evidence` comes first, `sentence` for each sentence as soon as it is written and checked, `answer` last. Where the answer fails after it began, `problem` comes instead.',
  });

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
      'The language model writes it from the best articles, those that they cite and those that cite them, and each sentence is checked. Without a language model the answer is made of sentences of the articles; `kind` says which. With Accept: text/event-stream it comes sentence by sentence. It is cancelled when the client hangs up.',
  })
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/Answer' } },
      [eventStreamType]: { schema: { $ref: '#/components/schemas/AnswerEvent' } },
    },
  })
  async answer(
    @GraphInPath() graph: string,
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
