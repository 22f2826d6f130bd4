import type { EmbeddingProvider, Outlook } from './embedding-provider.js';
import type { ProviderState } from './chain-status.js';

/** Which provider a build would embed with, as far as it is known without opening, fetching or asking. */
export interface ChainOutlook {
  /** The first that is not passed over; absent where all are. */
  readonly expected?: string;
  /** Whether its vectors would know meaning. */
  readonly semantic: boolean;
  /** In order, down to the first that is sure to work: what comes after it would not be tried. */
  readonly chain: readonly (Outlook & { readonly name: string })[];
}

/** The outlook of these providers, in this order; where one failed before, its reason says so. */
export async function chainOutlook(
  providers: readonly EmbeddingProvider[],
  states: ReadonlyMap<string, ProviderState>,
): Promise<ChainOutlook> {
  const chain: (Outlook & { name: string })[] = [];
  let expected: EmbeddingProvider | undefined;
  for (const provider of providers) {
    const outlook = await provider.outlook();
    chain.push({ name: provider.name, ...outlook, reason: withLastTime(outlook, states.get(provider.name)) });
    if (outlook.state !== 'passed-over') expected ??= provider;
    if (outlook.state === 'ready') break;
  }
  return { ...(expected && { expected: expected.name }), semantic: expected?.semantic ?? false, chain };
}

function withLastTime({ state, reason }: Outlook, last: ProviderState | undefined): string {
  if (state === 'passed-over' || last?.state !== 'passed-over' || last.reason === reason) return reason;
  return `${reason} When it was tried last, it failed: ${last.reason}`;
}
