import type { Reason } from '@lexhop/foundation';
import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';
import { type ModelRuntime, runtimeOf } from '../model-runtime.js';
import type { DownloadProgress, EmbeddingProvider, OpenModels, Outlook } from './embedding-provider.js';

/** What is known of a provider: the last time it was asked. */
export type ProviderState =
  | { readonly state: 'not-tried' }
  | { readonly state: 'opening'; readonly progress?: DownloadProgress }
  | { readonly state: 'ready' }
  | ({ readonly state: 'passed-over' } & Reason);

/** An open model. */
interface OpenModelStatus {
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

/** The outlook of a provider of the chain, and why it failed when it was tried last, where that is another reason. */
interface ProviderOutlook extends Outlook {
  readonly name: string;
  readonly lastFailure?: Reason;
}

/** Which provider a build would embed with, as far as it is known without opening, fetching or asking. */
export interface ChainOutlook {
  /** The first that is not passed over; absent where all are. */
  readonly expected?: string;
  /** Whether its vectors would know meaning. */
  readonly semantic: boolean;
  /** In order, down to the first that is sure to work: what comes after it would not be tried. */
  readonly chain: readonly ProviderOutlook[];
}

/** The outlook of these providers, in this order. */
export async function chainOutlook(
  providers: readonly EmbeddingProvider[],
  states: ReadonlyMap<string, ProviderState>,
): Promise<ChainOutlook> {
  const chain: ProviderOutlook[] = [];
  let expected: EmbeddingProvider | undefined;
  for (const provider of providers) {
    const outlook = await provider.outlook();
    chain.push({ name: provider.name, ...outlook, ...lastFailureOf(outlook, states.get(provider.name)) });
    if (outlook.state !== 'passed-over') expected ??= provider;
    if (outlook.state === 'ready') break;
  }
  return { ...(expected && { expected: expected.name }), semantic: expected?.semantic ?? false, chain };
}

function lastFailureOf({ state, reason }: Outlook, last: ProviderState | undefined): { lastFailure?: Reason } {
  if (state === 'passed-over' || last?.state !== 'passed-over' || last.reason === reason) return {};
  const { state: _, ...lastFailure } = last;
  return { lastFailure };
}

type Prospect = Outlook['state'];

/** What stood in the way of the providers that were passed over, to know without a try when one is worth another. */
export class Obstacles {
  readonly #before = new Map<string, Prospect>();

  /** The provider failed though, or because, this was its prospect when the try began. */
  found(name: string, prospect: Prospect): void {
    this.#before.set(name, prospect);
  }

  /**
   * Whether nothing stands in the provider's way now and something did when it was passed over; as cheap as its outlook.
   * What failed with nothing in its way would fail again.
   */
  async areGone(provider: EmbeddingProvider): Promise<boolean> {
    const prospect = await prospectOf(provider);
    if (prospect === 'ready') return this.#before.get(provider.name) !== 'ready';
    this.found(provider.name, prospect);
    return false;
  }
}

/** How a try would begin. Never rejects: why an outlook can't be had, the try itself says. */
export async function prospectOf(provider: EmbeddingProvider): Promise<Prospect> {
  try {
    return (await provider.outlook()).state;
  } catch {
    return 'passed-over';
  }
}
