import { randomUUID } from 'node:crypto';
import { answerRequestSchema } from '@lexhop/answering';
import { graphStoresToken } from '@lexhop/engine';
import { Logger } from '@lexhop/foundation';
import { graphNameSchema } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';
import {
  Body,
  Catch,
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  Req,
  Res,
  UseFilters,
  VERSION_NEUTRAL,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  abortWhenGone,
  endOfStream,
  eventStream,
  ForbiddenError,
  opensGraph,
  parseBody,
  type Problem,
  ProblemFilter,
} from '@lexhop/http';
import { GraphQueries } from '../retrieval/graph-queries.js';
import {
  chatCompletionSchema,
  chatModelsSchema,
  type ChatRequest,
  chatRequestSchema,
  queryOf,
} from './chat.contract.js';
import { chunksOf, completionOf } from './tell-chat.js';

/** Adds the field `error` to problem details, since OpenAI's clients look for the sentence there. */
@Catch()
class ChatProblemFilter extends ProblemFilter {
  protected override bodyOf(problem: Problem): object {
    return { ...problem, error: { message: problem.detail, type: problem.code, code: problem.code, param: null } };
  }
}

@ApiTags('agents')
@UseFilters(ChatProblemFilter)
@Controller({ path: 'v1', version: VERSION_NEUTRAL })
export class ChatController {
  constructor(
    @Inject(GraphQueries) private readonly queries: GraphQueries,
    @Inject(graphStoresToken) private readonly stores: GraphStores,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  @Get('models')
  @ApiOperation({
    summary: 'The graphs that answer, as OpenAI lists models',
    description: 'A graph that has an active build, and that the key opens, is a model of the same name.',
  })
  @ApiOkResponse({ standardSchema: chatModelsSchema })
  async models(@Req() { apiKey }: FastifyRequest) {
    const graphs = await this.stores.versions.graphs();
    const answering = graphs.filter(({ name, active }) => active !== undefined && opensGraph(apiKey, name));
    const data = answering.map(({ name }) => ({ id: name, object: 'model', created: 0, owned_by: 'lexhop' }));
    return { object: 'list', data };
  }

  @Post('chat/completions')
  @HttpCode(200)
  @ApiOperation({
    summary: 'An answer, as OpenAI’s chat completions give one',
    description:
      'The model is a graph, and the last message of the user is the query. Each sentence is followed by the ids of its articles. The field lexhop has the whole answer; in a stream the last chunk has it.',
  })
  @ApiOkResponse({ standardSchema: chatCompletionSchema })
  async complete(
    @Body({ schema: chatRequestSchema }) request: ChatRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const signal = abortWhenGone(reply);
    const graph = parseBody(graphNameSchema, request.model);
    const { apiKey } = reply.request;
    if (!opensGraph(apiKey, graph)) throw new ForbiddenError('read', apiKey?.graphs ?? []);
    const asked = parseBody(answerRequestSchema, { query: queryOf(request) });
    const created = Math.floor(Date.now() / 1000);
    const telling = { id: `chatcmpl-${randomUUID()}`, model: graph, created };
    if (!request.stream) return completionOf(await this.queries.answer(graph, asked, { signal }), telling);
    const includeUsage = request.stream_options?.include_usage ?? false;
    return eventStream({ reply, logger: this.logger }, async (tell) => {
      const onEvent = (event: Parameters<typeof chunksOf>[0]) => {
        for (const data of chunksOf(event, telling, includeUsage)) tell({ data });
      };
      await this.queries.answer(graph, asked, { onEvent, signal });
      tell({ data: endOfStream });
    });
  }
}
