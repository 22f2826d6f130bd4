/** Parameters: day. Columns: spent, in millionths of a USD over all builds of all graphs, with the most that unknown calls can cost. */
export const spentOnDay = `
MATCH (s:LedgerSum {day: $day})
RETURN coalesce(sum(s.microUsd + s.unknownMicroUsd), 0) AS spent`;
