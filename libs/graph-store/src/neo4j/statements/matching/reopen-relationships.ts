/** Parameters: open, keys: element ids of relationships. No columns. */
export const reopenRelationships = `
UNWIND $keys AS key
MATCH ()-[r]->() WHERE elementId(r) = key
SET r.until = $open`;
