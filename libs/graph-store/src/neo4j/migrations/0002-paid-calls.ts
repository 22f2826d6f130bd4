import type { SchemaChange } from '../change-schema.js';

/** One node of a call, a sum and a reply; sums are found by build and by day. */
export const paidCalls: readonly SchemaChange[] = [
  ...['Ledger', 'LedgerCall', 'LedgerSum', 'Reply'].map((label) => ({
    name: `${label.toLowerCase()}_key`,
    statement: `CREATE CONSTRAINT $name IF NOT EXISTS FOR (n:${label}) REQUIRE n.key IS UNIQUE`,
  })),
  { name: 'ledgersum_build', statement: 'CREATE INDEX $name IF NOT EXISTS FOR (n:LedgerSum) ON (n.graph, n.build)' },
  { name: 'ledgersum_day', statement: 'CREATE INDEX $name IF NOT EXISTS FOR (n:LedgerSum) ON (n.day)' },
];
