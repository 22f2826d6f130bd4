import type { Build } from '@lexhop/graph-model';
import type { HeldBuild, HeldGraph, PublishingBase } from './published-graph.js';

/** What has to be done so that the published graph holds a build. */
export interface PublishingPlan extends PublishingBase {
  /** Held builds whose rows must go first. */
  readonly drop: readonly number[];
}

/**
 * How a build is published on what is held. The base is the newest published build that the books still keep: what was closed since then is
 * still in the books, because rows go from them only with the builds that saw them. Whatever is held above the base never was part of this
 * build, or was cut short by a process that planned otherwise, and goes, and so does all of a graph whose builds have vectors where none are wanted,
 * or none where they are. A build that is published already is its own base.
 * @param kept every build of the graph that the books keep, that is, all but the abandoned ones
 */
export function planPublishing(
  held: HeldGraph,
  { kept, vectors }: { readonly kept: readonly Build[]; readonly vectors: boolean },
  target: number,
): PublishingPlan {
  const keptNumbers = new Set(kept.map(({ number }) => number));
  const isBase = (build: HeldBuild) =>
    build.state === 'published' && build.vectors === vectors && build.number <= target && keptNumbers.has(build.number);
  const bases = held.builds.filter(isBase);
  const base = bases.at(-1)?.number ?? 0;
  if (base === target) return { drop: [], base, between: [] };
  const between = kept
    .filter(({ number, state }) => number > base && number < target && wasActive.has(state))
    .map(({ number }) => number);
  const isOfPlan = (number: number) => number === target || between.includes(number);
  const above = held.builds.filter(({ number }) => number > base);
  const isBegun = above.every(
    (build) =>
      build.state === 'publishing' && build.base === base && build.vectors === vectors && isOfPlan(build.number),
  );
  return { drop: isBegun ? [] : above.map(({ number }) => number), base, between };
}

const wasActive: ReadonlySet<Build['state']> = new Set(['active', 'superseded', 'rolled-back']);

/** What is held and can go: builds above the active one that the books gave up, and those before the oldest that they keep. */
export interface Leftovers {
  readonly drop: readonly number[];
  /** Absent where nothing held is older. */
  readonly oldest?: number;
}

/** What is held of builds that the books keep no more. */
export function leftoversOf(held: HeldGraph, kept: readonly Build[], active: number): Leftovers {
  const keptNumbers = new Set(kept.map(({ number }) => number));
  const gone = held.builds.filter(({ number }) => !keptNumbers.has(number)).map(({ number }) => number);
  const oldest = Math.min(active, ...keptNumbers);
  return {
    drop: gone.filter((number) => number > active),
    ...(gone.some((number) => number < oldest) && { oldest }),
  };
}
