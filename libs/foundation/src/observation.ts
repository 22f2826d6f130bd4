import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel, type TracingChannel } from 'node:diagnostics_channel';

/** Facts beside a log sentence: plain values, never secrets, never article text. */
export type LogFacts = Readonly<Record<string, unknown>>;

/** Where LexHop writes what it did: one sentence and its facts. Adapters decide the form (JSON lines in the apps). */
export abstract class Logger {
  abstract info(sentence: string, facts?: LogFacts): void;
  abstract warn(sentence: string, facts?: LogFacts): void;
  abstract error(sentence: string, facts?: LogFacts): void;
}

/** Says nothing; for tests and for callers that report by return value. */
export class SilentLogger extends Logger {
  override info(): void {}
  override warn(): void {}
  override error(): void {}
}

const factsAround = new AsyncLocalStorage<LogFacts>();

/** Does the work; whatever is logged within it, in any room, carries these facts too. */
export function withLogFacts<Result>(facts: LogFacts, work: () => Result): Result {
  return factsAround.run({ ...factsAround.getStore(), ...facts }, work);
}

/** The facts of the work in which this is called, for loggers. */
export function logFactsHere(): LogFacts {
  return factsAround.getStore() ?? {};
}

/** What kind of work is told of: a job of a build, an answer and the moves that make it, a call to a model. */
export type WorkName =
  | 'job'
  | 'retrieve'
  | 'answer'
  | 'understand'
  | 'embed-query'
  | 'enter'
  | 'traverse'
  | 'prune'
  | 'rerank'
  | 'present'
  | 'embed'
  | 'ask-language-model';

/** One piece of work: its kind and plain facts, never text of articles or queries; `error` is set once it has failed. */
export interface Work {
  readonly name: WorkName;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly error?: unknown;
}

/** Where work is told of as it begins and ends; metrics and traces listen. Nobody listens unless an app has them do so. */
export const workChannel: TracingChannel<unknown, Work> = tracingChannel<unknown, Work>('lexhop:work');

/** Does the work, telling whoever listens; what it resolves or rejects with is handed through. */
export function observed<Result>(name: WorkName, facts: Work['facts'], work: () => Promise<Result>): Promise<Result> {
  return workChannel.hasSubscribers ? workChannel.tracePromise(work, { name, facts }) : work();
}
