/** Parameters: rows {key, hash} in order of key. Columns: count, of the links that were new or led elsewhere before. */
export const linkVectors = `
UNWIND $rows AS row
MERGE (l:VectorLink {key: row.key})
WITH l, row, coalesce(l.hash, '') <> row.hash AS isNew
SET l.hash = row.hash
RETURN sum(CASE WHEN isNew THEN 1 ELSE 0 END) AS count`;
