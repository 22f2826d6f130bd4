/** Parameters: property; rows {key, vector} in order of key. No columns. */
export const embedArticles = `
UNWIND $rows AS row
MATCH (n:Article {key: row.key})
CALL db.create.setNodeVectorProperty(n, $property, row.vector)`;
