/** Parameters: graph, after (an article, or ''), limit. Columns: entry, its properties, in order of article. */
export const listBankEntries = `
MATCH (e:BankEntry {graph: $graph})
WHERE e.article > $after
RETURN e{.article, .contentHash, .incoming, .outgoing, .draftedBy} AS entry
ORDER BY e.article LIMIT $limit`;
