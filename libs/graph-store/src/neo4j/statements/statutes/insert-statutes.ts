/** Parameters: rows, the properties of statutes that are not there, in order of key. */
export const insertStatutes = `
UNWIND $rows AS row
CREATE (s:Statute)
SET s = row`;
