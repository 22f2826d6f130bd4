/** Parameters: rows, the properties of article rows, in order of key. No columns. */
export const openNodes = `
UNWIND $rows AS row
CREATE (n:Article)
SET n = row`;
