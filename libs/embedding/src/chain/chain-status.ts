import { namedObject, type Reason, reasonSchema } from '@lexhop/foundation';
import { embeddingSpaceSchema } from '@lexhop/graph-model';
import { z } from 'zod';
import { modelRuntimeSchema } from '../embedding-model.js';
import type { DownloadProgress, EmbeddingProvider, Outlook } from './embedding-provider.js';

/** What became of a provider when it was tried last. */
export type ProviderState =
  | { readonly state: 'not-tried' }
  | { readonly state: 'opening'; readonly progress?: DownloadProgress }
  | { readonly state: 'ready' }
  | ({ readonly state: 'passed-over' } & Reason);

/** A provider of the chain as its status shows it; where it was passed over, with why. */
export const providerStateSchema = namedObject('ProviderState', {
  ...reasonSchema.partial().shape,
  name: z.string(),
  state: z.enum(['not-tried', 'opening', 'ready', 'passed-over']),
  progress: z
    .object({ name: z.string(), file: z.string(), done: z.number(), total: z.number() })
    .optional()
    .describe('How far its download has come, in bytes of the whole model.'),
});

const openModelSchema = z.object({
  name: z.string(),
  space: embeddingSpaceSchema,
  spaceId: z.string(),
  runtime: modelRuntimeSchema.optional(),
});

/** The embedding chain as `GET /embedding/status` shows it. */
export const embeddingChainStatusSchema = z.object({
  chain: z.array(providerStateSchema).readonly(),
  inUse: z
    .string()
    .optional()
    .describe(
      'The provider that was chosen last; absent before the first choice. A build with a chain of its own does not count.',
    ),
  models: z.array(openModelSchema).readonly(),
});
export type EmbeddingChainStatus = Readonly<z.infer<typeof embeddingChainStatusSchema>>;

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
