/** Rows that one statement is given: so many that a statement's own cost hardly counts, and few enough for the server's memory. */
const batch = 1_000;

/** Rows in parts for one statement each, in their order. */
export function* batchesOf<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += batch) yield rows.slice(from, from + batch);
}
