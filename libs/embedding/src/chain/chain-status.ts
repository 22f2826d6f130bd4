import { embeddingSpaceId, type EmbeddingSpace } from '@lexhop/graph-model';
import type { DownloadProgress } from './embedding-provider.js';
import { type ModelRuntime, runtimeOf } from './model-runtime.js';
import type { OpenModels } from './open-models.js';

/** What is known of a provider: the last time it was asked. */
export type ProviderState =
  | { readonly state: 'not-tried' }
  | { readonly state: 'opening'; readonly progress?: DownloadProgress }
  | { readonly state: 'ready' }
  | { readonly state: 'passed-over'; readonly reason: string };

/** An open model. */
export interface OpenModelStatus {
  readonly name: string;
  readonly space: EmbeddingSpace;
  readonly spaceId: string;
  readonly runtime?: ModelRuntime;
}

/** The embedding chain as `GET /embedding/status` shows it. */
export interface EmbeddingChainStatus {
  readonly chain: readonly (ProviderState & { readonly name: string })[];
  /** The provider that was chosen last of the chain; absent before the first choice. A build with a chain of its own changes nothing here. */
  readonly inUse?: string;
  readonly models: readonly OpenModelStatus[];
}

/** Puts together what a chain knows. */
export function chainStatus(known: {
  readonly names: readonly string[];
  readonly states: ReadonlyMap<string, ProviderState>;
  readonly models: OpenModels;
  readonly inUse: string | undefined;
}): EmbeddingChainStatus {
  return {
    chain: known.names.map((name) => ({ name, ...stateOf(name, known.states, known.models) })),
    ...(known.inUse === undefined ? {} : { inUse: known.inUse }),
    models: known.models.all().map(([name, model]) => {
      const runtime = runtimeOf(model);
      return { name, space: model.space, spaceId: embeddingSpaceId(model.space), ...(runtime ? { runtime } : {}) };
    }),
  };
}

function stateOf(name: string, states: ReadonlyMap<string, ProviderState>, models: OpenModels): ProviderState {
  // A query of an earlier build may have opened a model that no choice was made of.
  const isOpen = models.all().some(([open]) => open === name);
  const state: ProviderState = states.get(name) ?? { state: isOpen ? 'ready' : 'not-tried' };
  if (!models.isOpening(name)) return state;
  return state.state === 'opening' ? state : { state: 'opening' };
}
