import type { Schema } from '@lexhop/client';

/** A build as REST answers it. */
export type Build = Schema<'Build'>;
export type BuildState = Schema<'BuildState'>;
export type BuildStep = Schema<'BuildStep'>;
export type BuildEstimate = Schema<'BuildEstimate'>;

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
