/** What of a node `n` decides whether its row stays, is renewed or makes room for another one; not its text. */
export const outline = `n {.id, .contentHash, .repealed, .abolished, .statuteId, .statuteTitle, .number, .paragraph,
  .language, .modifiedOn, .url, .position, .since}`;
