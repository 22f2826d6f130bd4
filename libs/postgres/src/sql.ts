import { createHash } from 'node:crypto';

/** The values of `$1`, `$2` and so on. Bytes are given as a Buffer or a typed array; an array is one parameter. */
export type Parameters = readonly unknown[];

/**
 * A statement with the types of its parameters and of its rows. It is prepared once per connection, so that PostgreSQL parses and plans it
 * once; a statement whose text changes from call to call is given as plain text instead.
 */
export interface Statement<Given extends Parameters, Row> {
  readonly text: string;
  /** Its name among the prepared statements of a connection. */
  readonly name: string;
  /** Never set: it only carries the types. */
  readonly types?: (given: Given) => Row;
}

/** Makes a statement of a room's catalogue: `statement<[graph: string, number: number], BuildRow>('SELECT … WHERE graph = $1 AND number = $2')`. */
export function statement<Given extends Parameters = readonly [], Row = never>(text: string): Statement<Given, Row> {
  return { text, name: createHash('sha256').update(text).digest('base64url').slice(0, 22) };
}

/** Runs statements: a database, a transaction or a connection. */
export interface Sql {
  readonly rows: {
    <Row>(statement: string, parameters?: Parameters): Promise<readonly Row[]>;
    <Given extends Parameters, Row>(statement: Statement<Given, Row>, parameters: Given): Promise<readonly Row[]>;
  };
  /** Runs a statement and says how many rows it touched. */
  readonly run: {
    (statement: string, parameters?: Parameters): Promise<number>;
    <Given extends Parameters>(statement: Statement<Given, unknown>, parameters: Given): Promise<number>;
  };
}

/** A transaction, which may also run several statements at once, without parameters. */
export interface WritingSql extends Sql {
  script(statements: string): Promise<void>;
}
