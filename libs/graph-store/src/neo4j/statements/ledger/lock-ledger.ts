/** No parameters, no columns. Nobody else enters or settles a call until the transaction ends: sums are read, checked and raised in one step. */
export const lockLedger = `
MERGE (l:Ledger {key: 'ledger'})
SET l.locked = true`;
