import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, type Schema } from '@lexhop/client';
import { rest } from '../../server/rest-client.js';

export type EmbeddingStatus = Schema<'EmbeddingStatus'>;
export type LocalModel = Schema<'LocalModel'>;
export type Readiness = Schema<'Readiness'>;

const calmMilliseconds = 10_000;
const busyMilliseconds = 1_000;

/** The embedding chain and the models that are loaded; looked at often while something is on its way. */
export function useEmbeddingStatus() {
  return useQuery({
    queryKey: ['embedding-status'],
    queryFn: () => answerOf(rest.GET('/api/v1/embedding/status')),
    refetchInterval: ({ state }) => (isOnItsWay(state.data) ? busyMilliseconds : calmMilliseconds),
  });
}

function isOnItsWay(status: EmbeddingStatus | undefined): boolean {
  return status?.chain.some(({ state, progress }) => state === 'opening' || progress !== undefined) ?? false;
}

/** Every local model that is known; looked at often while one is being fetched. */
export function useModels() {
  return useQuery({
    queryKey: ['models'],
    queryFn: () => answerOf(rest.GET('/api/v1/embedding/models')),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ pull }) => pull?.state === 'fetching') ? busyMilliseconds : false,
  });
}

/** Fetches a model to the server, or calls that off. */
export function usePull() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ name, wanted }: { readonly name: string; readonly wanted: boolean }) => {
      const params = { path: { name } };
      if (wanted) await answerOf(rest.POST('/api/v1/embedding/models/{name}/pull', { params }));
      else await answerOf(rest.DELETE('/api/v1/embedding/models/{name}/pull', { params }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['models'] }),
  });
}

/** Readiness by dependency; a server that is not ready answers 503 and says the same. */
export function useReadiness() {
  return useQuery({ queryKey: ['readiness'], queryFn: fetchReadiness, refetchInterval: calmMilliseconds });
}

async function fetchReadiness(): Promise<Readiness> {
  const call = await rest.GET('/health/ready');
  const notReady: unknown = call.error;
  return isReadiness(notReady) ? notReady : answerOf(Promise.resolve(call));
}

function isReadiness(body: unknown): body is Readiness {
  return typeof body === 'object' && body !== null && 'dependencies' in body;
}

/** What language models have cost so far, by model. */
export function useLedger() {
  return useQuery({ queryKey: ['ledger'], queryFn: () => answerOf(rest.GET('/api/v1/ledger')) });
}
