/** Parameters: key of a statute. Columns: node, its properties, in order of position and id. */
export const statuteNodes = `
MATCH (n:StatuteNode)-[:PART_OF]->(:Statute {key: $key})
RETURN n{.*} AS node
ORDER BY n.position, n.id`;
