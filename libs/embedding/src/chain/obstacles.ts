import type { EmbeddingProvider, Outlook } from './embedding-provider.js';

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
