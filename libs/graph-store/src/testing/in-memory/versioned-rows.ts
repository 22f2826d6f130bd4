import { byCodeUnits } from '../../code-unit-order.js';

/** A build that writes rows: `reopen` is false from scratch, where nothing of the build before is kept. */
export interface Writer {
  readonly number: number;
  readonly reopen: boolean;
}

interface Row<Value> {
  value: Value;
  since: number;
  until: number;
}

export interface Replaced<Value> {
  readonly opened: readonly Value[];
  readonly closed: readonly Value[];
}

/** Rows that live from build `since` to before build `until`; at most one row of an id is alive in a build. */
export class VersionedRows<Value> {
  #rows: Row<Value>[] = [];

  constructor(
    private readonly idOf: (value: Value) => string,
    private readonly isSame: (one: Value, other: Value) => boolean,
  ) {}

  /** What a build sees, in order of id. */
  alive(build: number): Value[] {
    const values = this.#aliveRows(build).map((row) => row.value);
    return values.sort((one, other) => byCodeUnits(this.idOf(one), this.idOf(other)));
  }

  find(build: number, id: string): Value | undefined {
    return this.#aliveRows(build).find((row) => this.idOf(row.value) === id)?.value;
  }

  /** Ids of rows that a build sees and opened itself. */
  newIds(build: number): ReadonlySet<string> {
    const rows = this.#aliveRows(build).filter((row) => row.since === build);
    return new Set(rows.map((row) => this.idOf(row.value)));
  }

  /** Rows that a build opened or closed, whether or not it sees them. */
  touched(build: number): Value[] {
    return this.#rows.filter(({ since, until }) => since === build || until === build).map(({ value }) => value);
  }

  /** Rows of builds before that a build closed. */
  closed(build: number): Value[] {
    return this.#rows.filter(({ until }) => until === build).map(({ value }) => value);
  }

  /** Makes `desired` all that the build sees of what is in scope; what is the same stays the row it is. */
  replace(writer: Writer, inScope: (value: Value) => boolean, desired: readonly Value[]): Replaced<Value> {
    const wanted = new Map(desired.map((value) => [this.idOf(value), value]));
    const isKept = (value: Value) => {
      const other = wanted.get(this.idOf(value));
      return other !== undefined && this.isSame(value, other);
    };
    const closed = this.close(writer.number, (value) => inScope(value) && !isKept(value));
    const alive = new Set(this.#aliveRows(writer.number).map((row) => this.idOf(row.value)));
    const opened = [...wanted.values()].filter((value) => !alive.has(this.idOf(value)));
    const reopenable = writer.reopen ? this.#closedBy(writer.number) : new Map<string, Row<Value>>();
    for (const value of opened) {
      const row = reopenable.get(this.idOf(value));
      if (row && this.isSame(row.value, value)) row.until = Infinity;
      else this.#rows.push({ value, since: writer.number, until: Infinity });
    }
    return { opened, closed };
  }

  /** Ends rows with this build; rows that it opened itself were never seen by another and go. */
  close(build: number, which: (value: Value) => boolean): Value[] {
    const closed = this.#aliveRows(build).filter((row) => which(row.value));
    for (const row of closed) row.until = build;
    this.#rows = this.#rows.filter((row) => row.since !== row.until);
    return closed.map((row) => row.value);
  }

  /** Ends all rows of the builds before. */
  closeBefore(build: number): void {
    for (const row of this.#aliveRows(build)) if (row.since < build) row.until = build;
  }

  /** Changes values without a new version. */
  renew(change: (value: Value) => Value): void {
    for (const row of this.#rows) if (row.until === Infinity) row.value = change(row.value);
  }

  /** As if the build had never written: rows it opened go, rows it closed reopen. */
  undo(build: number): void {
    this.#rows = this.#rows.filter((row) => row.since !== build);
    for (const row of this.#rows) if (row.until === build) row.until = Infinity;
  }

  /** Deletes what only builds before `oldest` could see. */
  collect(oldest: number): number {
    const before = this.#rows.length;
    this.#rows = this.#rows.filter((row) => row.until > oldest);
    return before - this.#rows.length;
  }

  #aliveRows(build: number): Row<Value>[] {
    return this.#rows.filter((row) => row.since <= build && build < row.until);
  }

  #closedBy(build: number): Map<string, Row<Value>> {
    return new Map(this.#rows.filter((row) => row.until === build).map((row) => [this.idOf(row.value), row]));
  }
}
