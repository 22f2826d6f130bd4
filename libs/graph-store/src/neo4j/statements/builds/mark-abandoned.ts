/** Parameters: keys. No columns. The builds are abandoned; `dropping` stays until the last of their rows is gone, so that another process can go on with it. */
export const markAbandoned = `
UNWIND $keys AS key
MATCH (b:Build {key: key})
SET b.state = 'abandoned', b.dropping = true`;
