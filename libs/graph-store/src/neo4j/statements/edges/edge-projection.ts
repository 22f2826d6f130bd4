/** An edge `e` as it is read back; its kind is told by its type. */
export const edgeProjection = `e {.id, .source, .target, .score, .outgoingQuestion, .incomingQuestion, .keywords,
  .mutatisMutandis, .question, .text, type: type(e)}`;
