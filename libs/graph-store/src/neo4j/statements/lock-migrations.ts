/** Parameters: holder, another one each time. Nobody else passes until the transaction ends. */
export const lockMigrations = `
MERGE (m:Migration {key: 'lock'}) SET m.holder = $holder`;
