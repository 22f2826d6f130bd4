/** Parameters: key; changed, a map of properties: one that is null goes. No columns. */
export const changeBuildNode = `
MATCH (b:Build {key: $key})
SET b += $changed`;
