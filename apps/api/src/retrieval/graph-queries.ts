import { type Answer, type AnswerListener, answerQuery, type AnswerRequest } from '@lexhop/answering';
import { EmbeddingChain } from '@lexhop/embedding';
import { type QuestionParts, questionPartsToken } from '@lexhop/engine';
import {
  ActiveReaders,
  type QueryEmbedder,
  queryEmbedderOf,
  retrieve,
  type RetrieveAnswer,
  type RetrieveRequest,
} from '@lexhop/retrieval';
import { Inject, Injectable } from '@nestjs/common';

/** Queries to the active builds of graphs, with everything that the engine has to answer them. */
@Injectable()
export class GraphQueries {
  constructor(
    @Inject(ActiveReaders) private readonly readers: ActiveReaders,
    @Inject(EmbeddingChain) private readonly embedding: EmbeddingChain,
    @Inject(questionPartsToken) private readonly parts: QuestionParts,
  ) {}

  /** The articles for a query; rejects as `retrieve` does, and with a NoActiveBuildError. */
  async retrieve(graph: string, request: RetrieveRequest): Promise<RetrieveAnswer & { readonly semantic: boolean }> {
    const reader = await this.readers.readerOf(graph);
    const answer = await retrieve(reader, { ...this.parts, embedQuery: this.#embedQuery }, request);
    return { ...answer, semantic: reader.build.space?.semantic ?? true };
  }

  /** The answer to a query; rejects as `answerQuery` does, and with a NoActiveBuildError. */
  async answer(graph: string, request: AnswerRequest, listener: AnswerListener): Promise<Answer> {
    const reader = await this.readers.readerOf(graph);
    return answerQuery(reader, { ...this.parts, embedQuery: this.#embedQuery }, request, listener);
  }

  /** With the very model of the build's space, or a clear error. */
  readonly #embedQuery: QueryEmbedder = async (texts, space, roles) =>
    queryEmbedderOf(await this.embedding.modelFor(space))(texts, space, roles);
}
