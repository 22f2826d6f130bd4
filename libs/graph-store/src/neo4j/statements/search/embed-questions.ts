/** Parameters: property; rows {key, vector} in order of key. No columns. */
export const embedQuestions = `
UNWIND $rows AS row
MATCH (n:PseudoQuery {key: row.key})
CALL db.create.setNodeVectorProperty(n, $property, row.vector)`;
