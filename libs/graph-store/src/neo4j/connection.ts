import neo4j, { type Driver, type ManagedTransaction, Neo4jError, type Session } from 'neo4j-driver';
import type { Neo4jAccess } from './access.js';
import { neo4jErrorOf } from './neo4j-error-of.js';
import { openDriver } from './open-driver.js';
import { type Parameters, serverParameters } from './parameters.js';

/** What statements run in: one transaction. */
export interface Cypher {
  rows<Row>(statement: string, parameters?: Parameters): Promise<readonly Row[]>;
  /** The only row of a statement that always has one. */
  row<Row>(statement: string, parameters?: Parameters): Promise<Row>;
}

/** Longest a transaction may take, on the server. */
const transactionConfig = { timeout: 120_000 };

/**
 * One database on a Neo4j server. Work is a transaction that the driver does again after a deadlock, a lost connection or
 * another transient error, so it must come to the same when done twice. What fails is told in the store's own errors.
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

  /** Writes in one transaction; what the work throws undoes it. */
  async write<Result>(work: (cypher: Cypher) => Promise<Result>): Promise<Result> {
    return this.#session('WRITE', (session) =>
      session.executeWrite((transaction) => work(cypherOf(this.server, transaction)), transactionConfig),
    );
  }

  /** The rows of one statement that only reads. */
  async rows<Row>(statement: string, parameters: Parameters = {}): Promise<readonly Row[]> {
    return this.read((cypher) => cypher.rows<Row>(statement, parameters));
  }

  /** Runs one statement in a transaction of its own: changes of the schema share theirs with nothing else. */
  async command(statement: string, parameters: Parameters = {}): Promise<void> {
    await this.write((cypher) => cypher.rows(statement, parameters));
  }

  async close(): Promise<void> {
    await this.driver.close();
  }

  async #session<Result>(mode: 'READ' | 'WRITE', work: (session: Session) => Promise<Result>): Promise<Result> {
    const session = this.driver.session({ database: this.database, defaultAccessMode: neo4j.session[mode] });
    try {
      return await work(session);
    } catch (thrown) {
      throw neo4jErrorOf(this.server, thrown);
    } finally {
      await session.close();
    }
  }
}

function cypherOf(server: string, transaction: ManagedTransaction): Cypher {
  const rows = async <Row>(statement: string, parameters: Parameters = {}): Promise<readonly Row[]> => {
    try {
      const { records } = await transaction.run(statement, serverParameters(parameters));
      return records.map((record) => record.toObject() as Row);
    } catch (thrown) {
      throw isHopeless(thrown) ? neo4jErrorOf(server, thrown) : thrown;
    }
  };
  return {
    rows,
    row: async <Row>(statement: string, parameters: Parameters = {}) => {
      const [row] = await rows<Row>(statement, parameters);
      if (row === undefined) throw new Error('A statement that always has a row had none.');
      return row;
    },
  };
}

/** The driver takes a transaction too big for the server's memory for one to try again; it is as big the next time. */
function isHopeless(thrown: unknown): boolean {
  return thrown instanceof Neo4jError && thrown.code.includes('OutOfMemory');
}
