/** Parameters: prefix, a build's key and a slash. Columns: name, of each batch that is done. */
export const doneBatches = `
MATCH (d:DoneBatch)
WHERE d.key STARTS WITH $prefix
RETURN d.name AS name`;
