import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answerOf, type BuildReference, type Schema } from '@lexhop/client';
import { rest, useGraphName, usePages } from '@lexhop/console-parts';

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

/** Seconds that a build took; undefined while it runs. */
export function secondsOf({ createdAt, endedAt }: Pick<Build, 'createdAt' | 'endedAt'>): number | undefined {
  return endedAt === undefined ? undefined : (Date.parse(endedAt) - Date.parse(createdAt)) / 1000;
}

const buildsPath = '/api/v1/graphs/{graph}/builds';
export const buildPath = `${buildsPath}/{number}` as const;

const perPage = 20;
/** A build that runs changes the list when it ends. */
const millisecondsWhileRunning = 3_000;

/** The builds of a graph, newest first. */
export function useBuilds() {
  const graph = useGraphName();
  return usePages(
    buildsPath,
    { path: { graph }, query: { limit: perPage } },
    {
      refetchInterval: ({ state: { data } }) => {
        const running = data?.pages.some(({ items }) => items.some(({ state }) => state === 'running'));
        return running ? millisecondsWhileRunning : false;
      },
    },
  );
}

export interface BuildRequest {
  readonly from: 'active' | 'scratch';
  readonly levels: ('article' | 'paragraph')[];
  /** As the server is set, unless given. */
  readonly activateWithoutFailed?: boolean;
}

/** What a build would do; nothing begins. */
export function useEstimate(request: BuildRequest) {
  const graph = useGraphName();
  return useQuery({
    queryKey: ['estimate', graph, request],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const params = { path: { graph }, query: { dryRun: 'true' } } as const;
      return answerOf(rest.POST(buildsPath, { params, body: request, signal })) as Promise<BuildEstimate>;
    },
  });
}

/** Begins a build. */
export function startBuild(graph: string, body: BuildRequest): Promise<Build> {
  return answerOf(rest.POST(buildsPath, { params: { path: { graph } }, body })) as Promise<Build>;
}

export type BuildAction = 'cancel' | 'retry' | 'activate' | 'abandon';

/** Cancels a build, goes on with it, makes it active again, or deletes its rows. */
export function changeBuild({ graph, number }: BuildReference, action: BuildAction): Promise<unknown> {
  const request = { params: { path: { graph, number } } };
  if (action === 'abandon') return answerOf<unknown>(rest.DELETE(buildPath, request));
  return answerOf<unknown>(rest.POST(`${buildPath}/${action}`, request));
}
