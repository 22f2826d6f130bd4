/** Parameters: keys. Columns: hash, of those that are stored. */
export const knownVectors = `
UNWIND $keys AS key
MATCH (v:Vector {key: key})
RETURN v.hash AS hash`;
