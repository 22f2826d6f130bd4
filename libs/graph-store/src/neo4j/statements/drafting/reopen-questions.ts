/** Parameters: open, keys of question rows, in order. No columns. */
export const reopenQuestions = `
UNWIND $keys AS key
MATCH (q:PseudoQuery {key: key})
SET q.until = $open`;
