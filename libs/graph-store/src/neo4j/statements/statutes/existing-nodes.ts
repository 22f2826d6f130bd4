/** Parameters: keys, each once. Columns: id, of the nodes that statutes have. */
export const existingNodes = `
UNWIND $keys AS key
MATCH (n:StatuteNode {key: key})
RETURN n.id AS id`;
