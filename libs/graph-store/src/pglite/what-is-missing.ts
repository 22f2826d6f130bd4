import { type ArticleNode, passageOf } from '@lexhop/graph-model';
import type { BankEntry, Unembedded, UndraftedNode } from '../graph-draft.js';
import { importDraftingKey } from '../import-drafting-key.js';
import type { Page } from '../statute-store.js';
import type { Sql } from './database.js';
import { bankFields } from './pglite-question-bank-store.js';
import { vectorIdOf } from './stored-vectors.js';
import { nodeFields } from './tables.js';
import { alive, columnOf } from './versioned-table.js';

interface UndraftedRow {
  readonly node: ArticleNode;
  readonly bank_entry: BankEntry | null;
  readonly drafting_key: string;
}

/** Live nodes without a draft of their text under the key that is wanted: the bank's entry for this very text, else the fallback. */
export async function undraftedNodes(
  sql: Sql,
  { graphId, number }: { readonly graphId: number; readonly number: number },
  page: Page & { readonly upTo?: string; readonly fallbackKey?: string },
): Promise<readonly UndraftedNode[]> {
  const rows = await sql.rows<UndraftedRow>(undrafted, [
    graphId,
    number,
    page.after ?? '',
    page.upTo ?? null,
    page.fallbackKey ?? null,
    page.limit,
  ]);
  return rows.map(({ node, bank_entry: bankEntry, drafting_key: draftingKey }) => {
    return { node, draftingKey, ...(bankEntry ? { bankEntry } : {}) };
  });
}

// Looked up row by row, which LIMIT 1 sees to: a join would read every entry and draft of the graph for a page.
const undrafted = `
SELECT json_strip_nulls(json_build_object(${objectOf(nodeFields, 't')})) AS node,
  CASE WHEN b.article IS NOT NULL THEN json_strip_nulls(json_build_object(${objectOf(bankFields, 'b')})) END AS bank_entry,
  coalesce(b.drafting_key, $5) AS drafting_key
FROM node t
LEFT JOIN LATERAL (
  SELECT * FROM bank_entry e WHERE e.graph_id = t.graph_id AND e.article = t.id
    AND (e.content_hash IS NULL OR e.content_hash = t.content_hash) LIMIT 1
) b ON true
LEFT JOIN LATERAL (SELECT * FROM drafted e WHERE e.node_id = t.id AND ${alive(1, 2, 'e')} LIMIT 1) d ON true
WHERE ${alive(1, 2)} AND NOT t.repealed AND NOT t.abolished
  AND t.id > $3 AND ($4::text IS NULL OR t.id <= $4)
  AND coalesce(b.drafting_key, $5::text) IS NOT NULL
  AND (d.node_id IS NULL OR d.content_hash <> t.content_hash OR (d.drafting_key <> coalesce(b.drafting_key, $5)
    AND NOT (b.article IS NULL AND d.drafting_key = '${importDraftingKey}')))
ORDER BY t.id LIMIT $6`;

function objectOf(fields: Readonly<Record<string, string>>, alias: string): string {
  return Object.keys(fields)
    .map((field) => `'${field}', ${alias}.${columnOf(field)}`)
    .join(', ');
}

type UnembeddedRow = { readonly owner: string } & (
  | { readonly text: string; readonly passage: null }
  | { readonly text: null; readonly passage: Pick<ArticleNode, 'statuteTitle' | 'headingPath' | 'text'> }
);

/** Live nodes and all questions, of rows opened by build `since` or later, whose owner is linked to no vector of the space; in order of owner. */
export async function unembeddedOwners(
  sql: Sql,
  at: { readonly graphId: number; readonly number: number; readonly spaceId: number; readonly since: number },
  page: Page & { readonly upTo?: string },
): Promise<readonly Unembedded[]> {
  const parameters = [at.graphId, at.number, at.spaceId, page.after ?? '', page.upTo ?? null, page.limit, at.since];
  const rows = await sql.rows<UnembeddedRow>(unembedded, parameters);
  return rows.map(({ owner, text, passage }) =>
    passage === null
      ? { owner, role: 'question' as const, text }
      : { owner, role: 'passage' as const, text: passageOf(passage) },
  );
}

/** Each part reads its own index in order and stops at the limit; three short lists are then merged. */
const unembedded = `
SELECT owner, text, passage FROM (
  (SELECT t.owner, NULL AS text, json_build_object(
     'statuteTitle', t.statute_title, 'headingPath', t.heading_path, 'text', t.text) AS passage
   FROM node t WHERE ${alive(1, 2)} AND NOT t.repealed AND NOT t.abolished AND ${unlinked('t.owner')}
   ORDER BY t.owner LIMIT $6)
  UNION ALL
  (SELECT t.id, t.text, NULL FROM question t
   WHERE ${alive(1, 2)} AND t.direction = 'incoming' AND ${unlinked('t.id')} ORDER BY t.id LIMIT $6)
  UNION ALL
  (SELECT t.id, t.text, NULL FROM question t
   WHERE ${alive(1, 2)} AND t.direction = 'outgoing' AND ${unlinked('t.id')} ORDER BY t.id LIMIT $6)
) missing ORDER BY owner LIMIT $6`;

function unlinked(owner: string): string {
  return `t.since >= $7 AND ${owner} > $4 AND ($5::text IS NULL OR ${owner} <= $5)
    AND ${vectorIdOf(3, owner)} IS NULL`;
}
