import { byCodeUnits } from '../code-unit-order.js';

/** A stored row and whether the build has it: else it is one that the build closed itself. */
export interface StoredRow {
  readonly key: string;
  readonly isAlive: boolean;
}

/** How stored rows become what is desired; keys in order. */
export interface RowChanges<Desired> {
  readonly closed: readonly string[];
  readonly reopened: readonly string[];
  readonly opened: readonly Desired[];
}

/**
 * What is the same stays the row it is; what this build closed before is reopened where it is the same; the rest is closed and opened.
 * `name` tells which row of which thing it is, `isSame` whether it says the same.
 */
export function rowChanges<Row extends object, Desired extends Row>(
  stored: readonly (Row & StoredRow)[],
  desired: readonly Desired[],
  rules: {
    readonly name: (row: Row) => string;
    readonly isSame: (one: Row, other: Row) => boolean;
    readonly reopens: boolean;
  },
): RowChanges<Desired> {
  const wanted = new Map(desired.map((row) => [rules.name(row), row]));
  const isWanted = (row: Row): boolean => {
    const other = wanted.get(rules.name(row));
    return other !== undefined && rules.isSame(row, other);
  };
  const alive = stored.filter((row) => row.isAlive);
  const kept = alive.filter(isWanted);
  const reopened = rules.reopens ? stored.filter((row) => !row.isAlive && isWanted(row)) : [];
  const there = new Set([...kept, ...reopened].map(rules.name));
  return {
    closed: keysOf(alive.filter((row) => !isWanted(row))),
    reopened: keysOf(reopened.filter((row) => !kept.some((other) => rules.name(other) === rules.name(row)))),
    opened: [...wanted.values()].filter((row) => !there.has(rules.name(row))),
  };
}

function keysOf(rows: readonly StoredRow[]): readonly string[] {
  return rows.map(({ key }) => key).sort(byCodeUnits);
}
