/** Parameters: keys. Columns: deleted, how many there were. */
export const deleteBankEntries = `
UNWIND $keys AS key
MATCH (e:BankEntry {key: key})
DELETE e
RETURN count(*) AS deleted`;
