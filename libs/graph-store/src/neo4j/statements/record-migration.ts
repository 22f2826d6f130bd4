/** Parameters: number, appliedAt. */
export const recordMigration = `
MERGE (m:Migration {key: toString($number)}) SET m.number = $number, m.appliedAt = $appliedAt`;
