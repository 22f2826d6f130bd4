/** Parameters: rows, the properties of drafts, in order of key. No columns. */
export const openDrafts = `
UNWIND $rows AS row
CREATE (d:Draft)
SET d = row`;
