import { type Build, type BuildStep, buildSteps } from '@lexhop/graph-model';

/** How long each step of a build took, or has taken until now where it runs: from its beginning to that of the next, in seconds. */
export function stepSeconds(build: Pick<Build, 'progress' | 'endedAt'>, now: Date): ReadonlyMap<BuildStep, number> {
  const begun = buildSteps.flatMap((step) => {
    const startedAt = build.progress[step]?.startedAt;
    return startedAt === undefined ? [] : [{ step, startedAt: Date.parse(startedAt) }];
  });
  const end = build.endedAt === undefined ? now.getTime() : Date.parse(build.endedAt);
  return new Map(
    begun.map(({ step, startedAt }, place) => [step, ((begun[place + 1]?.startedAt ?? end) - startedAt) / 1000]),
  );
}

/** The newest build of each graph, of builds newest first. */
export function newestOfEach(builds: readonly Build[]): readonly Build[] {
  const newest = new Map<string, Build>();
  for (const build of builds) if (!newest.has(build.graph)) newest.set(build.graph, build);
  return [...newest.values()];
}
