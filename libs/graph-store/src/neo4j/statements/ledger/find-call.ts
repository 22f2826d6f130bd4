/** Parameters: callId. Columns: callId; no row for a call that was never entered. */
export const findCall = `
MATCH (c:LedgerCall {key: $callId})
RETURN c.key AS callId`;
