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

/** What questions are answered with beside the embedding of their build. */
export interface QuestionParts extends Omit<RetrieveParts, 'embedQuery'> {
  /** Writes the answers of a build, and keeps what it wrote; nobody does where no language model is set. */
  readonly writerOf: (
    build: BuildReference,
  ) => { readonly model: LanguageModel; readonly replies: ReplyStore } | undefined;
}

/** What reads queries, orders results and reasons over hops, once there is a limiter: the language model of the settings, if any, in turn, budgeted and in the ledger. */
export function questionPartsOf(
  settings: EngineSettings,
  { ledger, replies }: GraphStores,
  model: LanguageModel | undefined,
) {
  const clock = new SystemClock();
  /** An answer is written while somebody reads it; all else is waited for before there is anything to read. */
  const patienceFor = (purpose: CallPurpose) =>
    purpose === 'answering'
      ? { deadlineMilliseconds: settings.languageModel.LEXHOP_LLM_TIMEOUT_S * 1000 }
      : { deadlineMilliseconds: readingTimeLimitMilliseconds, tries: 1 };
  return (limiter: RateLimiter, chain: EmbeddingChain): QuestionParts & OnApplicationShutdown => {
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
