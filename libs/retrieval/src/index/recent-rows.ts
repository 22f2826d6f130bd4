/** What rows of a table say, read once and kept for the next who asks; at most so many, the longest kept go first. */
export class RecentRows<Value> {
  readonly #values = new Map<number, Value>();

  constructor(
    private readonly most: number,
    private readonly read: (row: number) => Value,
  ) {}

  get(row: number): Value {
    const kept = this.#values.get(row);
    if (kept !== undefined) return kept;
    const value = this.read(row);
    const [longestKept] = this.#values.keys();
    if (longestKept !== undefined && this.#values.size >= this.most) this.#values.delete(longestKept);
    this.#values.set(row, value);
    return value;
  }
}
