import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EmbeddingChain } from '@lexhop/embedding';
import { type QuestionParts, questionPartsToken } from '@lexhop/engine';
import { graphNameSchema } from '@lexhop/graph-model';
import {
  ActiveReaders,
  type QueryEmbedder,
  queryEmbedderOf,
  retrieve,
  type RetrieveRequest,
  retrieveRequestSchema,
} from '@lexhop/retrieval';
import { retrieveAnswerSchema } from './retrieval.contract.js';

@ApiTags('retrieval')
@Controller('graphs/:graph/retrieve')
export class RetrievalController {
  constructor(
    @Inject(ActiveReaders) private readonly readers: ActiveReaders,
    @Inject(EmbeddingChain) private readonly embedding: EmbeddingChain,
    @Inject(questionPartsToken) private readonly parts: QuestionParts,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask the active build',
    description:
      'Articles with scores, and what was understood of the query; with explain, each score’s parts and the path that led there. A reading that is sent back, changed or not, is searched by in place of asking.',
  })
  @ApiOkResponse({ standardSchema: retrieveAnswerSchema })
  async retrieve(
    @Param('graph', { schema: graphNameSchema }) graph: string,
    @Body({ schema: retrieveRequestSchema }) request: RetrieveRequest,
  ) {
    const reader = await this.readers.readerOf(graph);
    const parts = { ...this.parts, embedQuery: this.#embedQuery };
    const answer = await retrieve(reader, parts, request);
    return { ...answer, semantic: reader.build.space?.semantic ?? true };
  }

  /** With the very model of the build's space, or a clear error. */
  readonly #embedQuery: QueryEmbedder = async (texts, space, roles) =>
    queryEmbedderOf(await this.embedding.modelFor(space))(texts, space, roles);
}
