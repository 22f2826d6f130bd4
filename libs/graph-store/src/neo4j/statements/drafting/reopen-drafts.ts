/** Parameters: open, keys of drafts, in order. No columns. */
export const reopenDrafts = `
UNWIND $keys AS key
MATCH (d:Draft {key: key})
SET d.until = $open`;
