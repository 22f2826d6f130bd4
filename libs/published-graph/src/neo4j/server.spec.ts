import { Neo4jError } from 'neo4j-driver';
import { describe, expect, it } from 'vitest';
import { serverErrorOf } from './server.js';

const failed = 'Neo.ClientError.Procedure.ProcedureCallFailed';
const errorOf = (message: string) => serverErrorOf('bolt://there:7687', new Neo4jError(message, failed, '50N42', ''));

describe('a procedure that failed', () => {
  it('is tried again where it waited for indexes that are still filled', () => {
    const sentence =
      'Failed to invoke procedure `db.awaitIndexes`: Caused by: java.lang.IllegalStateException: Expected all indexes to come online within a reasonable time.';
    expect(errorOf(sentence)).toMatchObject({ code: 'published-graph-away', retryable: true });
  });

  it('is an error for good where it says anything else', () => {
    expect(errorOf('Failed to invoke procedure `db.other`.')).not.toHaveProperty('retryable', true);
  });
});
