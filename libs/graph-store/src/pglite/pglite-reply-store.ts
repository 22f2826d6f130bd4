import { type ReplyKey, ReplyStore, type Settlement, type StoredReply } from '@lexhop/language-model';
import type { Database } from './database.js';
import { settleCall } from './settle-call.js';

interface ReplyRow {
  readonly content_hash: string;
  readonly drafting_key: string;
  readonly text: string;
  readonly fault: string | null;
}

export class PgliteReplyStore extends ReplyStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async find(keys: readonly ReplyKey[]): Promise<readonly StoredReply[]> {
    const rows = await this.database.rows<ReplyRow>(
      `SELECT * FROM reply WHERE (content_hash, drafting_key) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
      [keys.map(({ contentHash }) => contentHash), keys.map(({ draftingKey }) => draftingKey)],
    );
    return rows.map(({ content_hash: contentHash, drafting_key: draftingKey, text, fault }) => {
      return { contentHash, draftingKey, text, ...(fault === null ? {} : { fault }) };
    });
  }

  override async save(replies: readonly StoredReply[], settlement?: Settlement): Promise<void> {
    await this.database.transaction(async (sql) => {
      if (settlement) await settleCall(sql, settlement);
      for (const { contentHash, draftingKey, text, fault = null } of replies) {
        await sql.run(
          `INSERT INTO reply (content_hash, drafting_key, text, fault) VALUES ($1, $2, $3, $4)
           ON CONFLICT (content_hash, drafting_key) DO UPDATE SET text = excluded.text, fault = excluded.fault
           WHERE excluded.fault IS NULL OR reply.fault IS NOT NULL`,
          [contentHash, draftingKey, text, fault],
        );
      }
    });
  }
}
