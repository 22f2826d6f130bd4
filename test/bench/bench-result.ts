/** One measured thing: what, how long, whether that is as promised, and what else is worth knowing. */
export interface BenchResult {
  readonly name: string;
  readonly milliseconds: number;
  /** The promise, in milliseconds, where there is one. */
  readonly target?: number;
  /** Figures beside it, with their units: `GFLOP/s`, `memory held, MiB`. */
  readonly facts: Readonly<Record<string, number>>;
}

/** A result as lines for people. */
export function describeResult({ name, milliseconds, target, facts }: BenchResult): string {
  const verdict =
    target === undefined ? '' : milliseconds < target ? ` (under ${target} ms)` : ` (MISSES ${target} ms)`;
  const rows = Object.entries(facts).map(([fact, value]) => `    ${fact}: ${Number(value.toPrecision(4))}`);
  return [`${name}: ${milliseconds.toFixed(1)} ms${verdict}`, ...rows].join('\n');
}
