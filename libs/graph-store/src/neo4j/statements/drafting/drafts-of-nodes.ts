/** Parameters: graph, number, ids of nodes. Columns: key, nodeId, contentHash, draftingKey; isAlive: the build has it, or else closed it itself. */
export const draftsOfNodes = `
UNWIND $ids AS id
MATCH (d:Draft {graph: $graph, nodeId: id})
WHERE d.since <= $number AND d.until >= $number
RETURN d.key AS key, d.nodeId AS nodeId, d.contentHash AS contentHash, d.draftingKey AS draftingKey,
  d.until > $number AS isAlive`;
