import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  type MessageEvent,
  Param,
  Post,
  Query,
  Req,
  Res,
  Sse,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { partsToken } from '@lexhop/engine';
import { Logger } from '@lexhop/foundation';
import {
  abandonBuild,
  BuildWatch,
  cancelBuild,
  currentStepView,
  estimateBuild,
  findBuild,
  type GraphBuildParts,
  retryBuild,
  rollBack,
  startBuild,
} from '@lexhop/graph-build';
import { type Build, type BuildSettings, graphNameSchema } from '@lexhop/graph-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, map, type Observable, of } from 'rxjs';
import { BuildersOnly, loggedProblem } from '@lexhop/http';
import { type ApiSettings, settingsToken } from '../settings.js';
import {
  type BuildAnswer,
  buildAnswerSchema,
  type BuildEstimateAnswer,
  buildEstimateAnswerSchema,
  type BuildListQuery,
  buildListQuerySchema,
  buildNumberSchema,
  buildPageSchema,
  type BuildQuery,
  buildQuerySchema,
  type BuildRequest,
  buildRequestSchema,
  withSignsOfLife,
} from './builds.contract.js';

@ApiTags('builds')
@Controller('graphs/:graph/builds')
export class BuildsController {
  constructor(
    @Inject(partsToken) private readonly parts: GraphBuildParts,
    @Inject(BuildWatch) private readonly builds: BuildWatch,
    @Inject(settingsToken) private readonly settings: ApiSettings,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  @Post()
  @BuildersOnly()
  @ApiOperation({
    summary: 'Build HopRAG Graph',
    description:
      '202 with the build; 409 with the number of the one being made; 400 for statutes that the graph does not have and embedding providers that are not known; with dryRun=true 200 with an estimate.',
  })
  @ApiOkResponse({ standardSchema: buildEstimateAnswerSchema, description: 'With dryRun=true: the estimate.' })
  @ApiAcceptedResponse({ standardSchema: buildAnswerSchema })
  async start(
    @Param('graph', { schema: graphNameSchema }) graph: string,
    @Query({ schema: buildQuerySchema }) query: BuildQuery,
    @Body({ schema: buildRequestSchema }) request: BuildRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const settings = this.#buildSettings(request);
    if (query.dryRun) {
      void reply.status(200);
      return this.#estimate(graph, settings);
    }
    void reply.status(202);
    return this.#answer(await startBuild(this.parts, graph, settings));
  }

  @Get()
  @ApiOperation({
    summary: 'Builds of a graph, newest first',
    description: 'A page at a time: the answer’s next is the before of the next page.',
  })
  @ApiOkResponse({ standardSchema: buildPageSchema })
  async list(
    @Param('graph', { schema: graphNameSchema }) graph: string,
    @Query({ schema: buildListQuerySchema }) { before, limit }: BuildListQuery,
  ) {
    const builds = await this.parts.stores.builds.list({ graph, limit: limit + 1, ...(before ? { before } : {}) });
    const kept = builds.slice(0, limit);
    const next = builds.length > limit ? { next: String(kept.at(-1)?.number) } : {};
    return { items: kept.map((build) => this.#answer(build)), ...next };
  }

  @Get(':number')
  @ApiOperation({
    summary: 'One build: state, step, counters, warnings, failures',
    description: 'A running build also says how far its step is and what it waits for.',
  })
  @ApiOkResponse({ standardSchema: buildAnswerSchema })
  async find(
    @Param('graph', { schema: graphNameSchema }) graph: string,
    @Param('number', { schema: buildNumberSchema }) number: number,
  ) {
    return this.#answer(await findBuild(this.parts, { graph, number }));
  }

  @Sse(':number/events')
  @ApiOperation({
    summary: 'The same as server-sent events, until the build ends',
    description:
      'An event whenever the build has changed; the last has the state that it ended in, or is a problem where the build can be watched no more.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({
    schema: { type: 'object', required: ['data'], properties: { event: { type: 'string' }, data: { type: 'string' } } },
    description:
      'The data of each event of type `build` is a Build; one of type `still-here` comes every 15 s; of one of type `problem`, a Problem.',
  })
  async events(
    @Param('graph', { schema: graphNameSchema }) graph: string,
    @Param('number', { schema: buildNumberSchema }) number: number,
    @Req() request: FastifyRequest,
  ): Promise<Observable<MessageEvent>> {
    await findBuild(this.parts, { graph, number });
    const builds = this.builds.watch({ graph, number }).pipe(
      map((build): MessageEvent => ({ type: 'build', data: this.#answer(build) })),
      catchError((thrown) => of({ type: 'problem', data: loggedProblem(thrown, request, this.logger) })),
    );
    return withSignsOfLife(builds);
  }

  @Post(':number/cancel')
  @BuildersOnly()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Cancel a running build; what is saved stays for a retry',
    description: 'The build before it keeps answering.',
  })
  @ApiOkResponse({ standardSchema: buildAnswerSchema })
  async cancel(
    @Param('graph', { schema: graphNameSchema }) graph: string,
    @Param('number', { schema: buildNumberSchema }) number: number,
  ) {
    return this.#answer(await cancelBuild(this.parts, { graph, number }));
  }

  @Post(':number/retry')
  @BuildersOnly()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Go on with a failed or cancelled build',
    description: 'What it saved is taken over; 202 with the build, which runs again.',
  })
  @ApiAcceptedResponse({ standardSchema: buildAnswerSchema })
  async retry(
    @Param('graph', { schema: graphNameSchema }) graph: string,
    @Param('number', { schema: buildNumberSchema }) number: number,
  ) {
    return this.#answer(await retryBuild(this.parts, { graph, number }));
  }

  @Post(':number/activate')
  @BuildersOnly()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Roll back: make the kept build before the active one active again',
    description: 'Answers come from it at once; one step back is always possible.',
  })
  @ApiOkResponse({ standardSchema: buildAnswerSchema })
  async activate(
    @Param('graph', { schema: graphNameSchema }) graph: string,
    @Param('number', { schema: buildNumberSchema }) number: number,
  ) {
    const build = await findBuild(this.parts, { graph, number });
    if (build.state === 'active') return this.#answer(build);
    return this.#answer(await rollBack(this.parts, graph, number));
  }

  @Delete(':number')
  @BuildersOnly()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Abandon a failed, cancelled or rolled-back build: its rows are deleted',
    description: '204; 409 for one that runs, answers, or is kept to roll back to.',
  })
  async abandon(
    @Param('graph', { schema: graphNameSchema }) graph: string,
    @Param('number', { schema: buildNumberSchema }) number: number,
  ) {
    await findBuild(this.parts, { graph, number });
    await abandonBuild(this.parts, { graph, number });
  }

  #buildSettings({ activateWithoutFailed, ...request }: BuildRequest): BuildSettings {
    const { LEXHOP_MATCH_MINIMUM_SCORE, LEXHOP_MATCH_EDGES_PER_ARTICLE, LEXHOP_MATCH_CAP_FACTOR } =
      this.settings.matching;
    return {
      ...request,
      activateWithoutFailed: activateWithoutFailed ?? this.settings.build.LEXHOP_ACTIVATE_WITHOUT_FAILED,
      matching: {
        minimumScore: LEXHOP_MATCH_MINIMUM_SCORE,
        capFactor: LEXHOP_MATCH_CAP_FACTOR,
        ...(LEXHOP_MATCH_EDGES_PER_ARTICLE === undefined ? {} : { edgesPerNode: LEXHOP_MATCH_EDGES_PER_ARTICLE }),
      },
    };
  }

  async #estimate(graph: string, settings: BuildSettings): Promise<BuildEstimateAnswer> {
    const { activateWithoutFailed } = settings;
    return { ...(await estimateBuild(this.parts, graph, settings)), activateWithoutFailed };
  }

  #answer(build: Build): BuildAnswer {
    const current = currentStepView(build, this.parts.clock.now());
    return { ...build, ...(current ? { current } : {}) };
  }
}
