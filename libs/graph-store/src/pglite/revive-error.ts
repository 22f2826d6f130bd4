import { asError } from '@lexhop/foundation';
import { BudgetSpentError, UnknownCallError } from '@lexhop/language-model';
import { BuildGoneError } from '../errors/build-gone-error.js';
import { BuildRunningError } from '../errors/build-running-error.js';
import { BuildStateError } from '../errors/build-state-error.js';
import { DataDirectoryError } from '../errors/data-directory-error.js';
import { MissingVectorError } from '../errors/missing-vector-error.js';
import { StaleRunError } from '../errors/stale-run-error.js';
import { StoreFullError } from '../errors/store-full-error.js';

/** The fields of the store's errors, as they come across from its thread. */
interface Facts {
  readonly code?: string;
  readonly graph: string;
  readonly number: number;
  readonly run: number;
  readonly running: number;
  readonly reason: string;
  readonly directory: string;
  readonly space: string;
  readonly hash: string;
  readonly budget: 'build' | 'day';
  readonly budgetMicroUsd: number;
  readonly spentMicroUsd: number;
  readonly nextCallMicroUsd: number;
  readonly callId: string;
}

const revivals: Readonly<Record<string, (facts: Facts, options: ErrorOptions) => Error>> = {
  'build-gone': ({ graph, number }, options) => new BuildGoneError(graph, number, options),
  'build-running': ({ graph, running }, options) => new BuildRunningError(graph, running, options),
  'build-state': ({ graph, number, reason }, options) => new BuildStateError(graph, number, reason, options),
  'data-directory': ({ directory, reason }, options) => new DataDirectoryError(directory, reason, options),
  'language-model-budget-spent': ({ budget, budgetMicroUsd, spentMicroUsd, nextCallMicroUsd }) =>
    new BudgetSpentError(budget, budgetMicroUsd, spentMicroUsd, nextCallMicroUsd),
  'language-model-call-unknown': ({ callId }) => new UnknownCallError(callId),
  'missing-vector': ({ space, hash }, options) => new MissingVectorError(space, hash, options),
  'stale-run': ({ graph, number, run }, options) => new StaleRunError(graph, number, run, options),
  'store-full': ({ directory }, options) => new StoreFullError(directory, options),
};

/** An error of the store's thread as the class it was there; what is no error of the store stays as it came. */
export function reviveError(thrown: unknown): Error {
  const error = asError(thrown);
  const facts = error as Error & Facts;
  const revive = facts.code === undefined ? undefined : revivals[facts.code];
  return revive ? revive(facts, { cause: error.cause }) : error;
}
