import type { Reason } from '@lexhop/foundation';
import type { EmbeddingSpace } from '@lexhop/graph-model';
import type { ModelRuntime } from '../embedding-model.js';
import type { DownloadProgress, EmbeddingProvider, Outlook } from './embedding-provider.js';

/** What became of a provider when it was tried last. */
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
  readonly runtime?: ModelRuntime | undefined;
}

/** The embedding chain as `GET /embedding/status` shows it. */
export interface EmbeddingChainStatus {
  readonly chain: readonly (ProviderState & { readonly name: string })[];
  /** The provider that was chosen last; absent before the first choice. A build with a chain of its own does not count. */
  readonly inUse?: string | undefined;
  readonly models: readonly OpenModelStatus[];
}

/** The outlook of a provider of the chain. */
interface ProviderOutlook extends Outlook {
  readonly name: string;
  /** Why it failed when it was tried last, where that is another reason than that of the outlook. */
  readonly lastFailure?: Reason | undefined;
}

/** Which provider a build would embed with, as far as it is known without opening, fetching or asking. */
export interface ChainOutlook {
  /** The first provider that would not be passed over; absent where all would be. */
  readonly expected?: string | undefined;
  /** Whether its vectors know meaning. */
  readonly semantic: boolean;
  /** In order, down to the first that is sure to work: those after it would not be tried. */
  readonly chain: readonly ProviderOutlook[];
}

/** The outlook of the providers of a chain, in their order. */
export async function chainOutlook(
  providers: readonly EmbeddingProvider[],
  states: ReadonlyMap<string, ProviderState>,
): Promise<ChainOutlook> {
  const chain: ProviderOutlook[] = [];
  let expected: EmbeddingProvider | undefined;
  for (const provider of providers) {
    const outlook = await provider.outlook();
    chain.push({ name: provider.name, ...outlook, lastFailure: lastFailureOf(outlook, states.get(provider.name)) });
    if (outlook.state !== 'passed-over') expected ??= provider;
    if (outlook.state === 'ready') break;
  }
  return { expected: expected?.name, semantic: expected?.semantic ?? false, chain };
}

function lastFailureOf({ state, reason }: Outlook, last: ProviderState | undefined): Reason | undefined {
  if (state === 'passed-over' || last?.state !== 'passed-over' || last.reason === reason) return undefined;
  const { state: _, ...failure } = last;
  return failure;
}

type Prospect = Outlook['state'];

/** Remembers what stood in the way of providers that were passed over, to tell, without a try, when one is worth another try. */
export class Obstacles {
  readonly #before = new Map<string, Prospect>();

  /** Remembers that a provider failed, and which prospect it had when the try began. */
  found(name: string, prospect: Prospect): void {
    this.#before.set(name, prospect);
  }

  /**
   * Whether nothing stands in the provider's way now, and something did when it was passed over. A provider that failed with nothing in its way
   * would fail again. As cheap as its outlook.
   */
  async areGone(provider: EmbeddingProvider): Promise<boolean> {
    const prospect = await prospectOf(provider);
    if (prospect === 'ready') return this.#before.get(provider.name) !== 'ready';
    this.found(provider.name, prospect);
    return false;
  }
}

/** The state of a provider's outlook. Never rejects: where there is no outlook, the try itself says why. */
export async function prospectOf(provider: EmbeddingProvider): Promise<Prospect> {
  try {
    return (await provider.outlook()).state;
  } catch {
    return 'passed-over';
  }
}
