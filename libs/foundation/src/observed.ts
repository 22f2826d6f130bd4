import { tracingChannel, type TracingChannel } from 'node:diagnostics_channel';

/** What kind of work is told of: a job of a build, an answer and the moves that make it, a call to a model. */
export type WorkName =
  | 'job'
  | 'retrieve'
  | 'embed-query'
  | 'enter'
  | 'traverse'
  | 'prune'
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
