import { type Answer, type AnswerListener, answerQuery, type AnswerRequest } from '@lexhop/answering';
import { EmbeddingChain } from '@lexhop/embedding';
import { type QuestionParts, questionPartsToken } from '@lexhop/engine';
import type { GraphReader } from '@lexhop/graph-model';
import {
  ActiveReaders,
  type QueryEmbedder,
  queryEmbedderOf,
  retrieve,
  type RetrieveAnswer,
  retrieveMany,
  type RetrieveManyRequest,
  type RetrieveRequest,
} from '@lexhop/retrieval';
import { Inject, Injectable } from '@nestjs/common';
import { ConcurrencyLimit } from '@lexhop/http';
import { type ApiSettings, settingsToken } from '../settings.js';

/** Queries to the active builds of graphs, so many at a time, with everything that the engine has to answer them. Rejects with a BusyError beyond. */
@Injectable()
export class GraphQueries {
  readonly #limit: ConcurrencyLimit;

  constructor(
    @Inject(ActiveReaders) private readonly readers: ActiveReaders,
    @Inject(EmbeddingChain) private readonly embedding: EmbeddingChain,
    @Inject(questionPartsToken) private readonly parts: QuestionParts,
    @Inject(settingsToken) { server }: ApiSettings,
  ) {
    this.#limit = new ConcurrencyLimit(server.LEXHOP_RETRIEVALS_AT_ONCE);
  }

  /** The articles for a query; rejects as `retrieve` does, and with a NoActiveBuildError. */
  async retrieve(graph: string, request: RetrieveRequest): Promise<RetrieveAnswer & { readonly semantic: boolean }> {
    return this.#asked(graph, async (reader) => {
      const answer = await retrieve(reader, { ...this.parts, embedQuery: this.#embedQuery }, request);
      return { ...answer, semantic: isSemantic(reader) };
    });
  }

  /** The articles for each of many queries, in their order; rejects as `retrieveMany` does, and with a NoActiveBuildError. */
  async retrieveMany(graph: string, { queries, ...request }: RetrieveManyRequest) {
    return this.#asked(graph, async (reader) => {
      const requests = queries.map((query) => ({ ...request, query }));
      const answers = await retrieveMany(reader, { ...this.parts, embedQuery: this.#embedQuery }, requests);
      return { items: answers.map((answer) => ({ ...answer, semantic: isSemantic(reader) })) };
    });
  }

  /** The answer to a query; rejects as `answerQuery` does, and with a NoActiveBuildError. */
  async answer(graph: string, request: AnswerRequest, listener: AnswerListener): Promise<Answer> {
    return this.#asked(graph, (reader) =>
      answerQuery(reader, { ...this.parts, embedQuery: this.#embedQuery }, request, listener),
    );
  }

  /** Whatever is asked of a graph; rejects with a BusyError where the most are under way. */
  #asked<Result>(graph: string, work: (reader: GraphReader) => Promise<Result>): Promise<Result> {
    return this.#limit.run(async () => work(await this.readers.readerOf(graph)));
  }

  /** With the very model of the build's space, or a clear error. */
  readonly #embedQuery: QueryEmbedder = async (texts, space, roles) =>
    queryEmbedderOf(await this.embedding.modelFor(space))(texts, space, roles);
}

function isSemantic({ build }: GraphReader): boolean {
  return build.space?.semantic ?? true;
}
