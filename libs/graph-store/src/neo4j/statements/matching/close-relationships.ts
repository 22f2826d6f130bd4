/** Parameters: number, keys: element ids of relationships that the build has. No columns. */
export const closeRelationships = `
UNWIND $keys AS key
MATCH ()-[r]->() WHERE elementId(r) = key
FOREACH (kept IN CASE WHEN r.since < $number THEN [r] ELSE [] END | SET kept.until = $number)
FOREACH (gone IN CASE WHEN r.since = $number THEN [r] ELSE [] END | DELETE gone)`;
