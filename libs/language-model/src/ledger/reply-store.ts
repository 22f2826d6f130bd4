import type { Settlement } from './ledger.js';

/** What a reply is kept under: an article's text, and who was asked how. */
export interface ReplyKey {
  readonly contentHash: string;
  /** Names the model, the prompt's version and the settings that decide what is asked. */
  readonly draftingKey: string;
}

export interface StoredReply extends ReplyKey {
  /** The article's part of a reply, as JSON; of a reply that can't be read, the reply as it came. */
  readonly text: string;
  /** Why it can't be used; absent of a good one. */
  readonly fault?: string;
}

/** Every reply of a language model, once, whatever graph or build it was asked for. */
export abstract class ReplyStore {
  /** Those stored under these keys; order is not promised. */
  abstract find(keys: readonly ReplyKey[]): Promise<readonly StoredReply[]>;

  /**
   * Keeps what one call brought and settles that call in the ledger, in one transaction. A reply replaces the one under its key,
   * but for a good one, which a faulty one never replaces.
   */
  abstract save(replies: readonly StoredReply[], settlement?: Settlement): Promise<void>;
}
