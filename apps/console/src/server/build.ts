import type { AnswerBody } from './rest-client.js';

/** A build as REST answers it. */
export type Build = AnswerBody<'/api/v1/graphs/{graph}/builds/{number}', 'get'>;
export type BuildState = Build['state'];
export type BuildStep = Build['step'];
export type BuildEstimate = AnswerBody<'/api/v1/graphs/{graph}/builds', 'post', 200>;

/** The steps of a build, in order. */
export const buildSteps = [
  'compare',
  'draft',
  'embed',
  'match',
  'check',
  'publish',
] as const satisfies readonly BuildStep[];

/** Whether the vectors of a build know characters, not meaning. */
export function isMockEmbedded({ space }: Pick<Build, 'space'>): boolean {
  return space?.semantic === false;
}

/** What language models were paid for a build so far, in USD; undefined where none was asked. */
export function costOf({ ledger }: Pick<Build, 'ledger'>): number | undefined {
  if (!ledger || ledger.length === 0) return undefined;
  return ledger.reduce((sum, { microUsd }) => sum + microUsd, 0) / 1e6;
}
