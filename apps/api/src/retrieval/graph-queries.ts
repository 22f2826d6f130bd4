import { type Answer, type AnswerListener, answerQuery, type AnswerRequest } from '@lexhop/answering';
import { EmbeddingChain } from '@lexhop/embedding';
import { type QueryParts, queryPartsToken } from '@lexhop/engine';
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

/** Answers queries from the active builds of graphs, with the parts that the engine has for that. At most LEXHOP_RETRIEVALS_AT_ONCE run at a time; more reject with a BusyError. */
@Injectable()
export class GraphQueries {
  readonly #limit: ConcurrencyLimit;
  readonly #parts: QueryParts & { readonly embedQuery: QueryEmbedder };

  constructor(
    @Inject(ActiveReaders) private readonly readers: ActiveReaders,
    @Inject(EmbeddingChain) embedding: EmbeddingChain,
    @Inject(queryPartsToken) parts: QueryParts,
    @Inject(settingsToken) { server }: ApiSettings,
  ) {
    this.#limit = new ConcurrencyLimit(server.LEXHOP_RETRIEVALS_AT_ONCE);
    // A query is embedded by the very model of the build's space, or refused with a clear error.
    const embedQuery: QueryEmbedder = async (texts, space, roles) =>
      queryEmbedderOf(await embedding.modelFor(space))(texts, space, roles);
    this.#parts = { ...parts, embedQuery };
  }

  /** The articles for a query; rejects as `retrieve` does, and with a NoActiveBuildError. */
  retrieve(graph: string, request: RetrieveRequest): Promise<RetrieveAnswer> {
    return this.#asked(graph, (reader) => retrieve(reader, this.#parts, request));
  }

  /** The articles for each of many queries, in their order; rejects as `retrieveMany` does, and with a NoActiveBuildError. */
  retrieveMany(graph: string, { queries, ...request }: RetrieveManyRequest): Promise<readonly RetrieveAnswer[]> {
    const requests = queries.map((query) => ({ ...request, query }));
    return this.#asked(graph, (reader) => retrieveMany(reader, this.#parts, requests));
  }

  /** The answer to a query; rejects as `answerQuery` does, and with a NoActiveBuildError. */
  answer(graph: string, request: AnswerRequest, listener: AnswerListener): Promise<Answer> {
    return this.#asked(graph, (reader) => answerQuery(reader, this.#parts, request, listener));
  }

  /** Does work with the reader of a graph's active build, within the limit. */
  #asked<Result>(graph: string, work: (reader: GraphReader) => Promise<Result>): Promise<Result> {
    return this.#limit.run(async () => work(await this.readers.readerOf(graph)));
  }
}
