/** Tables smaller than this are planned well enough without statistics. */
const rowsWorthAnalyzing = 500;

/** Analyzed again when so many of the rows counted last have been written since. */
const growthWorthAnalyzing = 0.5;

const written = /^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)/;

/**
 * Counts rows written per table, to say when the planner's statistics are out of date.
 * A store needs to count by itself: the embedded Postgres has no autovacuum, and a plan made for an empty table
 * reads a full one from its beginning for every page.
 */
export class TableGrowth {
  readonly #changed = new Map<string, number>();
  readonly #counted = new Map<string, number>();

  /** Takes note of what a statement wrote. */
  note(statement: string, rows: number): void {
    const table = written.exec(statement)?.[1];
    if (table !== undefined) this.#changed.set(table, (this.#changed.get(table) ?? 0) + rows);
  }

  /** Tables to analyze now. */
  due(): readonly string[] {
    const isDue = ([table, changed]: readonly [string, number]) =>
      changed > Math.max(rowsWorthAnalyzing, (this.#counted.get(table) ?? 0) * growthWorthAnalyzing);
    return [...this.#changed].filter(isDue).map(([table]) => table);
  }

  /** A table was analyzed, and has about so many rows. */
  analyzed(table: string, rows: number): void {
    this.#changed.delete(table);
    this.#counted.set(table, rows);
  }
}
