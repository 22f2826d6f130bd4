/** Columns: number of the latest migration, 0 before the first. */
export const latestMigration = `
MATCH (m:Migration) RETURN coalesce(max(m.number), 0) AS number`;
