import neo4j, { type Driver, type ManagedTransaction, type Session } from 'neo4j-driver';
import {
  isHopeless,
  type Neo4jAccess,
  openDriver,
  type Parameters,
  serverErrorOf,
  serverParameters,
} from './server.js';

/** A Cypher statement with the types of its parameters and of its rows. */
export interface Statement<Given extends Parameters, Row> {
  readonly text: string;
  /** Never set: it is there for the types. */
  readonly types?: (given: Given) => Row;
}

/** Gives a statement its types: `statement<{ graph: string }, { number: number }>('MATCH … RETURN …')`. */
export function statement<Given extends Parameters, Row = never>(text: string): Statement<Given, Row> {
  return { text };
}

/** One transaction, in which statements run. */
export interface Cypher {
  rows<Given extends Parameters, Row>(statement: Statement<Given, Row>, parameters: Given): Promise<readonly Row[]>;
  /** The row of a statement that always has exactly one. */
  row<Given extends Parameters, Row>(statement: Statement<Given, Row>, parameters: Given): Promise<Row>;
}

/** How long a transaction may take on the server, in milliseconds. */
const transactionConfig = { timeout: 120_000 };

/**
 * One database on a Neo4j server. Work runs in a transaction. The driver runs it again after a deadlock, a lost connection or another transient
 * error, so work must have the same effect when it is done twice. Failures are the errors of this room.
 */
export class Neo4jConnection {
  private constructor(
    /** The server, as messages name it. */
    readonly server: string,
    private readonly driver: Driver,
    private readonly database: string,
  ) {}

  /** Connects, within 5 seconds. Throws a SettingError that names what can't work. */
  static async open(access: Neo4jAccess): Promise<Neo4jConnection> {
    return new Neo4jConnection(access.uri, await openDriver(access), access.database);
  }

  /** Reads in one transaction. */
  async read<Result>(work: (cypher: Cypher) => Promise<Result>): Promise<Result> {
    return this.#session('READ', (session) =>
      session.executeRead((transaction) => work(cypherOf(this.server, transaction)), transactionConfig),
    );
  }

  /** Writes in one transaction, which is undone where the work throws. */
  async write<Result>(work: (cypher: Cypher) => Promise<Result>, config = transactionConfig): Promise<Result> {
    return this.#session('WRITE', (session) =>
      session.executeWrite((transaction) => work(cypherOf(this.server, transaction)), config),
    );
  }

  /** The rows of one statement that only reads. */
  async rows<Given extends Parameters, Row>(read: Statement<Given, Row>, parameters: Given): Promise<readonly Row[]> {
    return this.read((cypher) => cypher.rows(read, parameters));
  }

  /**
   * Runs one statement in a transaction of its own, as changes of the schema need it.
   * @param config the time that it may take, in milliseconds, where that is longer than usual
   */
  async command<Given extends Parameters>(
    command: Statement<Given, unknown>,
    parameters: Given,
    config = transactionConfig,
  ): Promise<void> {
    await this.write((cypher) => cypher.rows(command, parameters), config);
  }

  async close(): Promise<void> {
    await this.driver.close();
  }

  async #session<Result>(mode: 'READ' | 'WRITE', work: (session: Session) => Promise<Result>): Promise<Result> {
    const session = this.driver.session({ database: this.database, defaultAccessMode: neo4j.session[mode] });
    try {
      return await work(session);
    } catch (thrown) {
      throw serverErrorOf(this.server, thrown);
    } finally {
      await session.close();
    }
  }
}

function cypherOf(server: string, transaction: ManagedTransaction): Cypher {
  const rows: Cypher['rows'] = async ({ text }, parameters) => {
    try {
      const { records } = await transaction.run(text, serverParameters(parameters));
      return records.map((record) => record.toObject()) as never;
    } catch (thrown) {
      throw isHopeless(thrown) ? serverErrorOf(server, thrown) : thrown;
    }
  };
  return {
    rows,
    row: async (read, parameters) => {
      const [row] = await rows(read, parameters);
      if (row === undefined) throw new Error('A statement that always has a row had none.');
      return row;
    },
  };
}
