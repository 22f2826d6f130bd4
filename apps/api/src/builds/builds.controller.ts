import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  type MessageEvent,
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
import type { Build, BuildReference, BuildSettings } from '@lexhop/graph-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, map, type Observable, of } from 'rxjs';
import { BuildersOnly, loggedProblem, pageOf } from '@lexhop/http';
import { BuildInPath, GraphInPath } from '../in-path.js';
import { type ApiSettings, settingsToken } from '../settings.js';
import {
  type BuildAnswer,
  buildAnswerSchema,
  type BuildEstimateAnswer,
  buildEstimateAnswerSchema,
  type BuildListQuery,
  buildListQuerySchema,
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
      'Answers 202 with the build; 409 with the number of a build that is running already; 400 for statutes that the graph does not have, and for unknown embedding providers. With dryRun=true it answers 200 with an estimate.',
  })
  @ApiOkResponse({ standardSchema: buildEstimateAnswerSchema, description: 'The estimate, with dryRun=true.' })
  @ApiAcceptedResponse({ standardSchema: buildAnswerSchema })
  async start(
    @GraphInPath() graph: string,
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
  async list(@GraphInPath() graph: string, @Query({ schema: buildListQuerySchema }) { before, limit }: BuildListQuery) {
    const builds = await this.parts.stores.builds.list({ graph, limit: limit + 1, ...(before ? { before } : {}) });
    const { items, ...next } = pageOf(builds, limit, ({ number }) => String(number));
    return { items: items.map((build) => this.#answer(build)), ...next };
  }

  @Get(':number')
  @ApiOperation({
    summary: 'One build: state, step, counters, warnings, failures',
    description: 'A running build also says how far its step has come, and what it waits for.',
  })
  @ApiOkResponse({ standardSchema: buildAnswerSchema })
  async find(@BuildInPath() reference: BuildReference) {
    return this.#answer(await findBuild(this.parts, reference));
  }

  @Sse(':number/events')
  @ApiOperation({
    summary: 'The same as server-sent events, until the build ends',
    description:
      'An event comes whenever the build has changed. The last one has the state in which the build ended, or is a problem where the build can’t be watched any more.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({
    schema: { type: 'object', required: ['data'], properties: { event: { type: 'string' }, data: { type: 'string' } } },
    description:
      'The data of an event of type `build` is a Build, that of type `problem` a Problem. An event of type `still-here` comes every 15 s, without data.',
  })
  async events(
    @BuildInPath() reference: BuildReference,
    @Req() request: FastifyRequest,
  ): Promise<Observable<MessageEvent>> {
    await findBuild(this.parts, reference);
    const builds = this.builds.watch(reference).pipe(
      map((build): MessageEvent => ({ type: 'build', data: this.#answer(build) })),
      catchError((thrown) => of({ type: 'problem', data: loggedProblem(thrown, request, this.logger) })),
    );
    return withSignsOfLife(builds);
  }

  @Post(':number/cancel')
  @BuildersOnly()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Cancel a running build; what it has saved stays for a retry',
    description: 'The active build keeps answering.',
  })
  @ApiOkResponse({ standardSchema: buildAnswerSchema })
  async cancel(@BuildInPath() reference: BuildReference) {
    return this.#answer(await cancelBuild(this.parts, reference));
  }

  @Post(':number/retry')
  @BuildersOnly()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Go on with a failed or cancelled build',
    description: 'It continues from what it has saved. Answers 202 with the build, which runs again.',
  })
  @ApiAcceptedResponse({ standardSchema: buildAnswerSchema })
  async retry(@BuildInPath() reference: BuildReference) {
    return this.#answer(await retryBuild(this.parts, reference));
  }

  @Post(':number/activate')
  @BuildersOnly()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Roll back: make the kept build before the active one active again',
    description: 'It answers at once. One step back is always possible.',
  })
  @ApiOkResponse({ standardSchema: buildAnswerSchema })
  async activate(@BuildInPath() reference: BuildReference) {
    const build = await findBuild(this.parts, reference);
    if (build.state === 'active') return this.#answer(build);
    return this.#answer(await rollBack(this.parts, reference.graph, reference.number));
  }

  @Delete(':number')
  @BuildersOnly()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Abandon a failed, cancelled or rolled-back build: its rows are deleted',
    description: 'Answers 204; 409 for a build that is running, is active, or is kept to roll back to.',
  })
  async abandon(@BuildInPath() reference: BuildReference) {
    await findBuild(this.parts, reference);
    await abandonBuild(this.parts, reference);
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
