/** All of a node `n` that is read back, by name: its row carries vectors too, which are long. */
export const nodeProjection = `n {.id, .level, .statuteId, .statuteTitle, .number, .paragraph, .headingPath, .text,
  .language, .repealed, .abolished, .modifiedOn, .url, .position, .contentHash}`;
