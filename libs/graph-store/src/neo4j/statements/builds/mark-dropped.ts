/** Parameters: key. No columns. */
export const markDropped = `
MATCH (b:Build {key: $key})
REMOVE b.dropping`;
