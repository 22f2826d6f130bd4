import { SystemClock } from '@lexhop/foundation';
import type { BuildReference } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';
import { type CallPurpose, guardQueryModel, type LanguageModel } from '@lexhop/language-model';
import { readingTimeLimitMilliseconds } from '@lexhop/query-understanding';
import type { RateLimiter } from '@lexhop/rate-limit';
import { LanguageModelReranker } from '@lexhop/reranking';
import { LanguageModelReasoner, QueryReader, type RetrieveParts } from '@lexhop/retrieval';
import type { EngineSettings } from './engine-settings.js';

/** What questions are answered with beside the embedding of their build. */
export type QuestionParts = Omit<RetrieveParts, 'embedQuery'>;

/** What reads queries, orders results and reasons over hops, once there is a limiter: the language model of the settings, if any, in turn, budgeted and in the ledger. */
export function questionPartsOf(
  { languageModel: settings }: EngineSettings,
  { ledger, replies }: GraphStores,
  model: LanguageModel | undefined,
) {
  const clock = new SystemClock();
  const deadlineMilliseconds = readingTimeLimitMilliseconds;
  return (limiter: RateLimiter): QuestionParts => {
    const modelFor = (purpose: CallPurpose, { graph, number }: BuildReference) => {
      const account = { graph, build: number, purpose } as const;
      const keepsReplies = purpose === 'reading';
      const guards = { limiter, ledger, account, clock, deadlineMilliseconds, keepsReplies, tries: 1 };
      return model && guardQueryModel(model, settings, guards);
    };
    return {
      queryReader: new QueryReader((build) => {
        const reading = modelFor('reading', build);
        return reading && { model: reading, replies, timeLimitMilliseconds: deadlineMilliseconds };
      }),
      rerankerOf: (build) => {
        const reranking = modelFor('reranking', build);
        return reranking && new LanguageModelReranker(reranking);
      },
      reasonerOf: (build) => {
        const reasoning = modelFor('reasoning', build);
        return reasoning && new LanguageModelReasoner(reasoning);
      },
    };
  };
}
