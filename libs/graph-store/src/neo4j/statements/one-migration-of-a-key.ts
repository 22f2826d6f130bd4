/** Comes before all migrations: without it two processes could each make a lock of their own. */
export const oneMigrationOfAKey = {
  name: 'migration_key',
  statement: `CREATE CONSTRAINT $name IF NOT EXISTS FOR (m:Migration) REQUIRE m.key IS UNIQUE`,
};
