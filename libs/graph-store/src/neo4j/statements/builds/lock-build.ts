/** Parameters: key. No columns. The build's node is locked until the transaction ends: what follows is done by one run at a time. */
export const lockBuild = `
MATCH (b:Build {key: $key})
SET b.key = b.key`;
