/** Parameters: key, name. Columns: isNew, whether it was not done before. */
export const recordDoneBatch = `
MERGE (d:DoneBatch {key: $key})
WITH d, d.name IS NULL AS isNew
SET d.name = $name
RETURN isNew`;
