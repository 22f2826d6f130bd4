/** Parameters: keys. Columns: deleted, how many statutes there were. Their nodes go with them. */
export const deleteStatutes = `
UNWIND $keys AS key
MATCH (s:Statute {key: key})
CALL (s) {
  OPTIONAL MATCH (n:StatuteNode)-[:PART_OF]->(s)
  DETACH DELETE n
}
DETACH DELETE s
RETURN count(*) AS deleted`;
