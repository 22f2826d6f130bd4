import type { Cypher } from './connection.js';

/** Rows that one statement is given: enough that their number hardly counts, and few enough for the server's memory. */
const batch = 1_000;

/** Runs a statement over rows of any number, a batch at a time as its parameter `rows`, in their order. */
export async function inBatches(cypher: Cypher, statement: string, rows: readonly object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += batch) {
    await cypher.rows(statement, { rows: rows.slice(from, from + batch) });
  }
}
