import { type ReplyKey, ReplyStore, type Settlement, type StoredReply } from '@lexhop/language-model';
import { batchesOf } from './batches-of.js';
import type { Neo4jConnection } from './connection.js';
import { inKeyOrder } from './key-of.js';
import { settleCall } from './settle-call.js';
import { findReplies } from './statements/replies/find-replies.js';
import { saveReplies } from './statements/replies/save-replies.js';
import { type Nullable, withoutNulls } from './without-nulls.js';

/** Replies as `:Reply` nodes. */
export class Neo4jReplyStore extends ReplyStore {
  constructor(private readonly connection: Neo4jConnection) {
    super();
  }

  override async find(keys: readonly ReplyKey[]): Promise<readonly StoredReply[]> {
    const found = await this.connection.rows<{ reply: Nullable<StoredReply> }>(findReplies, { keys: keys.map(keyOf) });
    return found.map(({ reply }) => withoutNulls<StoredReply>(reply));
  }

  override async save(replies: readonly StoredReply[], settlement?: Settlement): Promise<void> {
    const given = inKeyOrder(replies.map((reply) => ({ key: keyOf(reply), ...reply })));
    await this.connection.write(async (cypher) => {
      if (settlement) await settleCall(cypher, settlement);
      for (const rows of batchesOf(given)) await cypher.rows(saveReplies, { rows });
    });
  }
}

function keyOf({ contentHash, draftingKey }: ReplyKey): string {
  return `${contentHash}/${draftingKey}`;
}
