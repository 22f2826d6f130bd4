import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, type Schema } from '@lexhop/client';
import { rest } from '@lexhop/console-parts';

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

const perPage = 20;
/** A build that runs changes the list when it ends. */
const millisecondsWhileRunning = 3_000;

export interface BuildRequest {
  readonly from: 'active' | 'scratch';
  readonly levels: ('article' | 'paragraph')[];
  /** As the server is set, unless given. */
  readonly activateWithoutFailed?: boolean;
}

/** The builds of a graph, newest first. */
export function useBuilds(graph: string) {
  return useInfiniteQuery({
    queryKey: ['builds', graph],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam: before, signal }) => {
      const query = { limit: perPage, ...(before === undefined ? {} : { before }) };
      return answerOf(rest.GET('/api/v1/graphs/{graph}/builds', { params: { path: { graph }, query }, signal }));
    },
    getNextPageParam: ({ next }) => (next === undefined ? undefined : Number(next)),
    refetchInterval: ({ state: { data } }) => {
      const running = data?.pages.some(({ items }) => items.some(({ state }) => state === 'running'));
      return running ? millisecondsWhileRunning : false;
    },
  });
}

export function useBuild(graph: string, number: number) {
  return useQuery({
    queryKey: ['build', graph, number],
    queryFn: ({ signal }) => {
      const params = { path: { graph, number } };
      return answerOf(rest.GET('/api/v1/graphs/{graph}/builds/{number}', { params, signal }));
    },
  });
}

/** What a build would do; nothing begins. */
export function useEstimate(graph: string, request: BuildRequest) {
  return useQuery({
    queryKey: ['estimate', graph, request],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const params = { path: { graph }, query: { dryRun: 'true' } } as const;
      const answer = await answerOf(rest.POST('/api/v1/graphs/{graph}/builds', { params, body: request, signal }));
      return answer as Exclude<typeof answer, Build>;
    },
  });
}

export function useStartBuild(graph: string, onStarted: (build: Build) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (request: BuildRequest) => {
      const answer = await answerOf(
        rest.POST('/api/v1/graphs/{graph}/builds', { params: { path: { graph } }, body: request }),
      );
      return answer as Build;
    },
    onSuccess: async (build) => {
      onStarted(build);
      await queries.invalidateQueries();
    },
  });
}

export type BuildAction = 'cancel' | 'retry' | 'activate' | 'abandon';

/** Cancels a build, goes on with it, makes it active again, or deletes its rows. */
export function useBuildAction(graph: string, number: number) {
  const queries = useQueryClient();
  const params = { path: { graph, number } };
  return useMutation({
    mutationFn: async (action: BuildAction): Promise<void> => {
      await answerOf<unknown>(callOf(action, params));
    },
    onSettled: () => queries.invalidateQueries(),
  });
}

function callOf(action: BuildAction, params: { readonly path: { readonly graph: string; readonly number: number } }) {
  switch (action) {
    case 'cancel':
      return rest.POST('/api/v1/graphs/{graph}/builds/{number}/cancel', { params });
    case 'retry':
      return rest.POST('/api/v1/graphs/{graph}/builds/{number}/retry', { params });
    case 'activate':
      return rest.POST('/api/v1/graphs/{graph}/builds/{number}/activate', { params });
    case 'abandon':
      return rest.DELETE('/api/v1/graphs/{graph}/builds/{number}', { params });
  }
}
