/** Parameters: key. Columns: record, JSON; no row for a statute that is not there. */
export const findStatute = `
MATCH (s:Statute {key: $key})
RETURN s.record AS record`;
