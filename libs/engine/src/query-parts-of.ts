import type { OnApplicationShutdown } from '@nestjs/common';
import { SystemClock } from '@lexhop/foundation';
import type { EmbeddingChain } from '@lexhop/embedding';
import type { BuildReference } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';
import { type CallPurpose, guardQueryModel, type LanguageModel, type ReplyStore } from '@lexhop/language-model';
import { readingTimeLimitMilliseconds } from '@lexhop/query-understanding';
import type { RateLimiter } from '@lexhop/rate-limit';
import { Rerankers, rerankersPartsOf } from '@lexhop/reranking';
import { LanguageModelReasoner, QueryReader, type RetrieveParts } from '@lexhop/retrieval';
import type { EngineSettings } from './engine-settings.js';

/** What queries are answered with, beside the embedding of their build. */
export interface QueryParts extends Omit<RetrieveParts, 'embedQuery'> {
  /** The language model that writes answers from a build, and the store of its replies; undefined where none is set. */
  readonly writerOf: (
    build: BuildReference,
  ) => { readonly model: LanguageModel; readonly replies: ReplyStore } | undefined;
}

/** Gives a function that makes the parts from a limiter and an embedding chain. Every call to the language model keeps to its rate limit and budget, and is recorded in the ledger. */
export function queryPartsOf(
  settings: EngineSettings,
  { ledger, replies }: GraphStores,
  model: LanguageModel | undefined,
) {
  const clock = new SystemClock();
  /** The user reads an answer while it is written, so it may take long. Everything else delays the first result. */
  const patienceFor = (purpose: CallPurpose) =>
    purpose === 'answering'
      ? { deadlineMilliseconds: settings.languageModel.LEXHOP_LLM_TIMEOUT_S * 1000 }
      : { deadlineMilliseconds: readingTimeLimitMilliseconds, tries: 1 };
  return (limiter: RateLimiter, chain: EmbeddingChain): QueryParts & OnApplicationShutdown => {
    const modelFor = (purpose: CallPurpose, { graph, number }: BuildReference) => {
      const account = { graph, build: number, purpose } as const;
      const keepsReplies = purpose === 'reading' || purpose === 'answering';
      const guards = { limiter, ledger, account, clock, keepsReplies, ...patienceFor(purpose) };
      return model && guardQueryModel(model, settings.languageModel, guards);
    };
    const embeddingFor = chain.modelFor.bind(chain);
    const rerankers = new Rerankers(settings.reranking, rerankersPartsOf(settings.embedding, embeddingFor));
    return {
      queryReader: new QueryReader((build) => {
        const reading = modelFor('reading', build);
        return reading && { model: reading, replies, timeLimitMilliseconds: readingTimeLimitMilliseconds };
      }),
      rerankerOf: (build) => rerankers.of({ languageModel: modelFor('reranking', build), space: build.space }),
      reasonerOf: (build) => {
        const reasoning = modelFor('reasoning', build);
        return reasoning && new LanguageModelReasoner(reasoning);
      },
      writerOf: (build) => {
        const answering = modelFor('answering', build);
        return answering && { model: answering, replies };
      },
      onApplicationShutdown: () => rerankers.close(),
    };
  };
}
