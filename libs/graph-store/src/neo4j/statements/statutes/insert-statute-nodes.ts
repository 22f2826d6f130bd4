/** Parameters: rows {statute, the key of one that is there; properties of its node} in order of the node's key. */
export const insertStatuteNodes = `
UNWIND $rows AS row
MATCH (s:Statute {key: row.statute})
CREATE (n:StatuteNode)-[:PART_OF]->(s)
SET n = row.properties`;
