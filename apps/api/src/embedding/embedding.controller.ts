import { type ChosenModel, comparePairs, EmbeddingChain, vectorRecordOf, vectorsOf } from '@lexhop/embedding';
import { embeddingSpaceId } from '@lexhop/graph-model';
import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ModelPulls } from '@lexhop/model-files';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { abortWhenGone, parseBody } from '@lexhop/http';
import { bodyKind, embedStream, linesType } from './embed-stream.js';
import {
  embeddingStatusSchema,
  similarityAnswerSchema,
  type SimilarityRequest,
  similarityRequestSchema,
  vectorsAnswerSchema,
  type VectorsQuery,
  vectorsQuerySchema,
  vectorsRequestSchema,
} from './embedding.contract.js';

/** Which model made the vectors of an answer, and whether they know meaning. */
function presentModel({ name, model }: Pick<ChosenModel, 'name' | 'model'>) {
  const { space, sparseSpace } = model;
  return {
    name,
    space,
    spaceId: embeddingSpaceId(space),
    semantic: space.semantic,
    ...(sparseSpace !== undefined && { sparseSpace }),
  };
}

@ApiTags('embedding')
@Controller('embedding')
export class EmbeddingController {
  constructor(
    @Inject(EmbeddingChain) private readonly embedding: EmbeddingChain,
    @Inject(ModelPulls) private readonly pulls: ModelPulls,
  ) {}

  @Get('status')
  @ApiOperation({
    summary: 'Which provider and model is in use, why the ones before it are not, and how it runs',
    description: 'Also lists the models that are being fetched, and how far each has come.',
  })
  @ApiOkResponse({ standardSchema: embeddingStatusSchema })
  status() {
    return { ...this.embedding.status(), pulls: this.pulls.all() };
  }

  @Post('vectors')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Embed one text, many, or a stream of them',
    description:
      'Uses the model in use, and downloads nothing. Of a body of type application/x-ndjson each line {"id"?, "text"} is answered with a line of its vectors. Then role and outputs are query parameters, and the space is in the header lexhop-embedding-space; that of sparse vectors of another model is in lexhop-sparse-space.',
  })
  @ApiConsumes('application/json', linesType)
  @ApiProduces('application/json', linesType)
  @ApiBody({ schema: { $ref: '#/components/schemas/VectorsRequest' } })
  @ApiOkResponse({ standardSchema: vectorsAnswerSchema })
  async vectors(
    @Query({ schema: vectorsQuerySchema }) query: VectorsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const kind = bodyKind(request.headers['content-type']);
    const signal = abortWhenGone(reply);
    if (kind === 'lines') return this.#stream(request, reply, { ...query, signal });
    const { text = '', texts = [text], role, outputs } = parseBody(vectorsRequestSchema, request.body);
    const chosen = await this.embedding.current({ signal });
    const vectors = await vectorsOf(chosen.model, { texts, role, outputs, signal });
    return { model: presentModel(chosen), items: vectors.map(vectorRecordOf) };
  }

  @Post('similarity')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Compare pairs of texts: dense, sparse, multi-vector, and their weighted mean',
    description: 'Uses the model in use. An output that it does not have is left out of the mean.',
  })
  @ApiOkResponse({ standardSchema: similarityAnswerSchema })
  async similarity(
    @Body({ schema: similarityRequestSchema }) { pairs, weights }: SimilarityRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const signal = abortWhenGone(reply);
    const chosen = await this.embedding.current({ signal });
    const [dense, sparse, multiVector] = weights;
    const items = await comparePairs(chosen.model, pairs, { weights: { dense, sparse, multiVector }, signal });
    return { model: presentModel(chosen), weights, items };
  }

  async #stream(
    request: FastifyRequest,
    reply: FastifyReply,
    query: VectorsQuery & { readonly signal: AbortSignal },
  ): Promise<StreamableFile> {
    const chosen = await this.embedding.current(query);
    // A missing output is refused here, without a text, while the answer can still be a problem.
    await vectorsOf(chosen.model, { ...query, texts: [] });
    const { spaceId, semantic, sparseSpace } = presentModel(chosen);
    void reply.headers({
      'lexhop-embedding-space': spaceId,
      'lexhop-semantic': String(semantic),
      ...(sparseSpace !== undefined && { 'lexhop-sparse-space': sparseSpace }),
    });
    return new StreamableFile(Readable.from(embedStream(request.raw, chosen.model, query)), { type: linesType });
  }
}
