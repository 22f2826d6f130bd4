import { NestFactory } from '@nestjs/core';
import { SilentLogger, SystemClock } from '@lexhop/foundation';
import { JobQueue, JobQueueModule } from '@lexhop/job-queue';
import { guardLanguageModel, languageModelSettings, OpenAiCompatibleLanguageModel } from '@lexhop/language-model';
import { InMemoryLedger, SimulatedProvider } from '@lexhop/language-model/testing';
import { OwnServer } from '@lexhop/postgres';
import { RateLimiter } from '@lexhop/rate-limit';
import { z } from 'zod';
import { aFolder } from '../support/server.js';
import type { BenchResult } from './bench-result.js';

const requestsPerMinute = 300;
const latencyMilliseconds = 2000;
const mostOverIdeal = 1.05;
/** About half a minute each, and for every worker the same number of calls. */
const runs = [
  { workers: 1, calls: 15 },
  { workers: 4, calls: 60 },
  { workers: 16, calls: 160 },
] as const;

/** More workers are never slower than fewer: calls over HTTP, turns by the queue's Postgres, against the ideal time. */
export async function run(): Promise<readonly BenchResult[]> {
  const folder = await aFolder();
  const server = await OwnServer.open({ dataDirectory: folder.path });
  const module = await JobQueueModule.postgres({ server, logger: new SilentLogger() });
  const application = await NestFactory.createApplicationContext(module, { logger: false });
  const limiter = application.get(RateLimiter);
  // Side by side: each has a provider and a limit of its own, and all of them mostly wait.
  const results = await Promise.all(runs.map((given) => measure(limiter, given)));
  await application.get(JobQueue).close();
  await server.close();
  await folder.remove();
  return results;
}

interface Given {
  readonly workers: number;
  readonly calls: number;
}

async function measure(limiter: RateLimiter, { workers, calls }: Given): Promise<BenchResult> {
  const rateLimit = { requests: requestsPerMinute, milliseconds: 60_000 };
  const provider = await SimulatedProvider.start({ answer: () => ({}), latencyMilliseconds, rateLimit });
  const ended: number[] = [];
  let left = calls + workers;
  const work = async () => {
    const model = guardedModel(provider, limiter, workers);
    while (left > 0) {
      left -= 1;
      await model.complete({ system: '', user: '', longestReplyTokens: 10 }, z.object({}));
      ended.push(performance.now());
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  await provider.close();
  // Steady state: from when each worker has had its first reply.
  const milliseconds = (ended.at(-1) ?? 0) - (ended[workers - 1] ?? 0);
  const ideal = Math.max((calls / requestsPerMinute) * 60_000, (calls * latencyMilliseconds) / workers);
  const facts = {
    'ideal, ms': ideal,
    'of the ideal': milliseconds / ideal,
    'calls a minute': (calls / milliseconds) * 60_000,
    'requests refused': provider.requests.length - calls - workers,
  };
  return { name: `${workers} workers, ${calls} calls`, milliseconds, target: ideal * mostOverIdeal, facts };
}

/** One for each worker, as in processes of their own; only the limiter is shared. */
function guardedModel(provider: SimulatedProvider, limiter: RateLimiter, workers: number) {
  const options = { model: `for-${workers}`, baseUrl: provider.openAiBaseUrl, timeoutMilliseconds: 60_000 };
  const settings = languageModelSettings.parse({ LEXHOP_LLM_REQUESTS_PER_MINUTE: String(requestsPerMinute) });
  const account = { graph: 'bench', build: 1, purpose: 'drafting' } as const;
  const guards = { limiter, ledger: new InMemoryLedger(), account, clock: new SystemClock() };
  return guardLanguageModel(new OpenAiCompatibleLanguageModel(options), settings, guards);
}
