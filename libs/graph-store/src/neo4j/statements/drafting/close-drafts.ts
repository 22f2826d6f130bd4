/** Parameters: number, keys of drafts that the build has. No columns. */
export const closeDrafts = `
UNWIND $keys AS key
MATCH (d:Draft {key: key})
FOREACH (kept IN CASE WHEN d.since < $number THEN [d] ELSE [] END | SET kept.until = $number)
FOREACH (gone IN CASE WHEN d.since = $number THEN [d] ELSE [] END | DELETE gone)`;
