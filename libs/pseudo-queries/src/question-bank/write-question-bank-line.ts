import type { BankEntry } from './bank-entry.js';

/** One line of a question bank, its line feed included; the same entry always gives the same bytes. */
export function writeQuestionBankLine(entry: BankEntry): string {
  const { article, incoming, outgoing, contentHash, draftedBy, promptVersion } = entry;
  return `${JSON.stringify({ article, incoming, outgoing, contentHash, draftedBy, promptVersion })}\n`;
}
