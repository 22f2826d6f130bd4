/** Parameters: keys. Columns: hash; bytes, the floats as they lie in memory; no row for a vector that is not stored. */
export const readVectors = `
UNWIND $keys AS key
MATCH (v:Vector {key: key})
RETURN v.hash AS hash, v.bytes AS bytes`;
