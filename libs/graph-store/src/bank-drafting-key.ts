import { createHash } from 'node:crypto';
import type { BankEntry } from './graph-draft.js';

/** The drafting key of a bank entry, `bank:<16 hex digits>`: another one as soon as its questions or their drafter change. */
export function bankDraftingKey(entry: BankEntry): string {
  const questions = JSON.stringify([entry.incoming, entry.outgoing, entry.draftedBy ?? null]);
  return `bank:${createHash('sha256').update(questions).digest('hex').slice(0, 16)}`;
}
