import type { Ledger, Settlement } from '../ledger/ledger.js';
import { type ReplyKey, ReplyStore, type StoredReply } from '../ledger/reply-store.js';

/** A reply store in memory. */
export class InMemoryReplyStore extends ReplyStore {
  readonly #replies = new Map<string, StoredReply>();

  constructor(private readonly ledger: Ledger) {
    super();
  }

  override async find(keys: readonly ReplyKey[]): Promise<readonly StoredReply[]> {
    const wanted = new Set(keys.map(nameOf));
    return [...this.#replies].flatMap(([name, reply]) => (wanted.has(name) ? [reply] : []));
  }

  override async save(replies: readonly StoredReply[], settlement?: Settlement): Promise<void> {
    if (settlement) await this.ledger.settle(settlement);
    for (const reply of replies) {
      const before = this.#replies.get(nameOf(reply));
      const keepsGood = reply.fault !== undefined && before !== undefined && before.fault === undefined;
      if (!keepsGood) this.#replies.set(nameOf(reply), reply);
    }
  }
}

function nameOf({ contentHash, draftingKey }: ReplyKey): string {
  return JSON.stringify([contentHash, draftingKey]);
}
