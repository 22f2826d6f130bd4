/** Parameters: key of a statute. Columns: node, in order of position and id. */
export const statuteNodes = `
MATCH (n:StatuteNode)-[:PART_OF]->(:Statute {key: $key})
RETURN n{
  .id, .level, .statuteId, .statuteTitle, .number, .paragraph, .headingPath, .text, .language, .repealed, .abolished,
  .modifiedOn, .url, .position, .contentHash
} AS node
ORDER BY n.position, n.id`;
