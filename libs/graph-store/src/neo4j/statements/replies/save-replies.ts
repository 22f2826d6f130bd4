/** Parameters: rows, the properties of replies, in order of key. No columns. A faulty reply never replaces a good one. */
export const saveReplies = `
UNWIND $rows AS row
MERGE (r:Reply {key: row.key})
WITH r, row
WHERE r.text IS NULL OR row.fault IS NULL OR r.fault IS NOT NULL
SET r = row`;
