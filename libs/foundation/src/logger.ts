import { AsyncLocalStorage } from 'node:async_hooks';

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
