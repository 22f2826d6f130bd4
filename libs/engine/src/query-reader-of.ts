import { SystemClock } from '@lexhop/foundation';
import type { GraphStores } from '@lexhop/graph-store';
import { guardQueryModel, type LanguageModel } from '@lexhop/language-model';
import { readingTimeLimitMilliseconds } from '@lexhop/query-understanding';
import type { RateLimiter } from '@lexhop/rate-limit';
import { QueryReader } from '@lexhop/retrieval';
import type { EngineSettings } from './engine-settings.js';

/** What reads queries, once there is a limiter: it asks the language model, if any, once a query, in turn, budgeted and in the ledger. */
export function queryReaderOf(
  { languageModel: settings }: EngineSettings,
  { ledger, replies }: GraphStores,
  model: LanguageModel | undefined,
) {
  const clock = new SystemClock();
  return (limiter: RateLimiter) =>
    new QueryReader(({ graph, number }) => {
      if (!model) return undefined;
      const account = { graph, build: number, purpose: 'reading' } as const;
      const guards = { limiter, ledger, account, clock, keepsReplies: true, tries: 1 };
      const deadlineMilliseconds = readingTimeLimitMilliseconds;
      return {
        model: guardQueryModel(model, settings, { ...guards, deadlineMilliseconds }),
        replies,
        timeLimitMilliseconds: deadlineMilliseconds,
      };
    });
}
