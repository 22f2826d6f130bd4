import { ReplyError, TextRefusedError } from './errors.js';
import type { ReplyKey, ReplyStore } from './ledger.js';

/** Keeps the reply that an error carries, with its fault, and settles its call; an error without a reply was settled where it was thrown. */
export async function keepUnusable(replies: ReplyStore, key: ReplyKey, thrown: unknown): Promise<void> {
  const reply = thrown instanceof ReplyError || thrown instanceof TextRefusedError ? thrown.reply : undefined;
  if (!reply) return;
  const fault = thrown instanceof ReplyError ? thrown.fault : thrown instanceof TextRefusedError ? thrown.detail : '';
  await replies.save([{ ...key, text: reply.text, fault }], reply.settlement);
}
