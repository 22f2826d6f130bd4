/** Parameters: prefix, a build's key and a slash. No columns. */
export const forgetDoneBatches = `
MATCH (d:DoneBatch)
WHERE d.key STARTS WITH $prefix
DELETE d`;
