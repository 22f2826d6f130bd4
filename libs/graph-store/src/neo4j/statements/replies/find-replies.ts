/** Parameters: keys. Columns: reply {contentHash, draftingKey, text, fault}; no row where none is stored. */
export const findReplies = `
UNWIND $keys AS key
MATCH (r:Reply {key: key})
RETURN r{.contentHash, .draftingKey, .text, .fault} AS reply`;
