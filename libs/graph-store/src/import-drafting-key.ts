/**
 * The drafting key of questions that came with an imported graph: somebody paid for them already. A node drafted so, from the text it still has,
 * is not asked for again; a question bank's entry comes before it all the same.
 */
export const importDraftingKey = 'import';
