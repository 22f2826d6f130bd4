import type { Build } from '@lexhop/graph-model';
import { type HeldBuild, type HeldGraph, isBegunFor, type PublishingBase } from './published-graph.js';

/** What has to be done so that the published graph holds a build. */
export interface PublishingPlan extends PublishingBase {
  /** Held builds whose rows must go first. */
  readonly drop: readonly number[];
}

/**
 * How a build is published on what is held. The base is the newest published build that the books still keep, with vectors where they are wanted
 * and without them where they are not: what was closed since then is still in the books, because rows go from these only with the builds that saw
 * them. What is held above the base is dropped, unless it was begun by this very plan. A build that is published already is its own base.
 * @param kept every build of the graph that the books keep, that is, all but the abandoned ones
 */
export function planPublishing(
  held: HeldGraph,
  { kept, vectors }: { readonly kept: readonly Build[]; readonly vectors: boolean },
  target: number,
): PublishingPlan {
  const gone = goneOf(held, kept);
  const isBase = (build: HeldBuild) =>
    build.state === 'published' && build.vectors === vectors && build.number <= target && !gone.includes(build.number);
  const bases = held.builds.filter(isBase);
  const base = bases.at(-1)?.number ?? 0;
  if (base === target) return { drop: [], base, between: [] };
  const between = kept
    .filter(({ number, state }) => number > base && number < target && wasActive.has(state))
    .map(({ number }) => number);
  const above = held.builds.filter(({ number }) => number > base);
  const isBegun = above.every(isBegunFor(target, { base, between, vectors }));
  return { drop: isBegun ? [] : above.map(({ number }) => number), base, between };
}

const wasActive: ReadonlySet<Build['state']> = new Set(['active', 'superseded', 'rolled-back']);

/** Held builds that can go. */
interface Leftovers {
  /** Builds above the active one that the books gave up. */
  readonly drop: readonly number[];
  /** The oldest build that the books keep; absent where none that is held is older. */
  readonly oldest?: number;
}

/** The numbers of held builds that the books do not keep. */
export function goneOf({ builds }: HeldGraph, kept: readonly Build[]): readonly number[] {
  const keptNumbers = new Set(kept.map(({ number }) => number));
  return builds.map(({ number }) => number).filter((number) => !keptNumbers.has(number));
}

/** What is held and can go, beside the active build. */
export function leftoversOf(held: HeldGraph, kept: readonly Build[], active: number): Leftovers {
  const gone = goneOf(held, kept);
  const oldest = Math.min(active, ...kept.map(({ number }) => number));
  return {
    drop: gone.filter((number) => number > active),
    ...(gone.some((number) => number < oldest) && { oldest }),
  };
}
