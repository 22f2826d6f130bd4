/** Parameters: rows, the properties of entries, each key once, in order of key. Columns: changed, how many were new or other than before. */
export const putBankEntries = `
UNWIND $rows AS row
OPTIONAL MATCH (before:BankEntry {key: row.key})
WITH row, before
WHERE before IS NULL OR before.draftingKey <> row.draftingKey
  OR coalesce(before.contentHash, '') <> coalesce(row.contentHash, '')
MERGE (e:BankEntry {key: row.key})
SET e = row
RETURN count(*) AS changed`;
