/** Parameters: rows, the properties of question rows, in order of key. No columns. */
export const openQuestions = `
UNWIND $rows AS row
CREATE (q:PseudoQuery)
SET q = row
FOREACH (incoming IN CASE WHEN row.direction = 'incoming' THEN [q] ELSE [] END | SET incoming:Incoming)
FOREACH (outgoing IN CASE WHEN row.direction = 'outgoing' THEN [q] ELSE [] END | SET outgoing:Outgoing)`;
