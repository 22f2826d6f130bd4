/** Parameters: space, its id; rows {key, hash, bytes} in order of key. What is stored already stays. */
export const insertVectors = `
UNWIND $rows AS row
MERGE (v:Vector {key: row.key})
ON CREATE SET v.space = $space, v.hash = row.hash, v.bytes = row.bytes`;
