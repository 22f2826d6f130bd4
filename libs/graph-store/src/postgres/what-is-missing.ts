import { type ArticleNode, type BuildSettings, passageOf } from '@lexhop/graph-model';
import { type Parameters, type Sql, statement } from '@lexhop/postgres';
import { type BankEntry, bankFields, importDraftingKey } from '../question-bank.js';
import { vectorIdOf } from './stored-vectors.js';
import { fieldsOf, nodes, objectOf, type PageUpTo } from './tables.js';
import { type At, visible, visibleByKey } from './versioned-rows.js';

/** What a build would consist of and have to do, if it began now: statutes, and live nodes of them at the levels asked for. */
export interface ForeseenWork {
  readonly statutes: number;
  readonly articles: number;
  readonly paragraphs: number;
  /** Nodes that are new, or changed since the active build. */
  readonly changed: number;
  /** Nodes that the question bank has questions for. */
  readonly fromQuestionBank: number;
  /** Nodes that would get new questions: from an entry of the bank that was not used yet, else under the fallback key. */
  readonly toDraft: number;
}

/** A live node that has no questions yet, or has them from another text or drafter than it should. */
export interface UndraftedNode {
  readonly node: ArticleNode;
  /** The question bank's entry for this text, where there is one. It takes precedence over a language model. */
  readonly bankEntry?: BankEntry;
  /** The drafting key that its questions should have: `bank:<digest>`, or the fallback key of the request. */
  readonly draftingKey: string;
}

/** A live node or question of the build without a vector of the build's embedding space. */
export interface Unembedded {
  /** The id of a question, or of a node with a digest of its text; so the same owner always has the same text. */
  readonly owner: string;
  readonly role: 'passage' | 'question';
  readonly text: string;
}

interface UndraftedRow extends Omit<UndraftedNode, 'bankEntry'> {
  readonly bankEntry: BankEntry | null;
}

type UnembeddedRow = { readonly owner: string } & (
  | { readonly text: string; readonly passage: null }
  | { readonly text: null; readonly passage: Pick<ArticleNode, 'statuteTitle' | 'headingPath' | 'text'> }
);

const foreseen = statement<
  readonly [...At, levels: readonly string[], statutes: readonly string[] | undefined, fallback?: string],
  ForeseenWork
>(`
SELECT
  (SELECT count(*)::int FROM statute s WHERE s.graph_id = $1 AND ($4::text[] IS NULL OR s.id = ANY($4))) AS statutes,
  count(*) FILTER (WHERE w.level = 'article')::int AS articles,
  count(*) FILTER (WHERE w.level = 'paragraph')::int AS paragraphs,
  count(*) FILTER (WHERE t.id IS NULL)::int AS changed,
  count(b.article)::int AS "fromQuestionBank",
  count(*) FILTER (WHERE CASE
    -- A bank entry for any text has the same questions when the text changes.
    WHEN b.article IS NOT NULL THEN d.node_id IS NULL OR d.drafting_key <> b.drafting_key
    ELSE $5::text IS NOT NULL AND (d.node_id IS NULL OR d.content_hash <> w.content_hash
      OR d.drafting_key NOT IN ($5, '${importDraftingKey}'))
  END)::int AS "toDraft"
FROM statute_node w
LEFT JOIN node t ON ${visible()} AND t.id = w.id AND t.content_hash = w.content_hash AND NOT t.repealed AND NOT t.abolished
LEFT JOIN bank_entry b ON b.graph_id = $1 AND b.article = w.id AND (b.content_hash IS NULL OR b.content_hash = w.content_hash)
LEFT JOIN drafted d ON ${visible('d')} AND d.node_id = w.id
WHERE w.graph_id = $1 AND w.level = ANY($3::text[]) AND ($4::text[] IS NULL OR w.statute_id = ANY($4))
  AND NOT w.repealed AND NOT w.abolished`);

/** What a build made from this one would find to do; from number 0, which has nothing, as a build from scratch. */
export async function foreseenWork(
  sql: Sql,
  at: At,
  { levels, statutes }: Pick<BuildSettings, 'levels' | 'statutes'>,
  fallbackKey: string | undefined,
): Promise<ForeseenWork> {
  const [work] = await sql.rows(foreseen, [...at, levels, statutes, fallbackKey]);
  if (!work) throw new Error('What is foreseen is always one row.');
  return work;
}

// LIMIT 1 makes the planner look entries and drafts up row by row. A join would read all of the graph's for each page.
const undrafted = statement<
  readonly [...At, after: string, upTo: string | undefined, fallback: string | undefined, limit: number],
  UndraftedRow
>(`
SELECT ${objectOf(fieldsOf(nodes), 't')} AS node,
  CASE WHEN b.article IS NOT NULL THEN ${objectOf(bankFields, 'b')} END AS "bankEntry",
  coalesce(b.drafting_key, $5) AS "draftingKey"
FROM node t
LEFT JOIN LATERAL (
  SELECT * FROM bank_entry e WHERE e.graph_id = t.graph_id AND e.article = t.id
    AND (e.content_hash IS NULL OR e.content_hash = t.content_hash) LIMIT 1
) b ON true
LEFT JOIN LATERAL (SELECT * FROM drafted e WHERE e.node_id = t.id AND ${visible('e')} LIMIT 1) d ON true
WHERE ${visible()} AND NOT t.repealed AND NOT t.abolished
  AND t.id > $3 AND ($4::text IS NULL OR t.id <= $4)
  AND coalesce(b.drafting_key, $5::text) IS NOT NULL
  AND (d.node_id IS NULL OR d.content_hash <> t.content_hash OR (d.drafting_key <> coalesce(b.drafting_key, $5)
    AND NOT (b.article IS NULL AND d.drafting_key = '${importDraftingKey}')))
ORDER BY t.id LIMIT $6`);

type MissingAt = readonly [...At, spaceId: number, after: string, upTo: string | undefined, limit: number];

/** Each of the three parts reads its own index in order and stops at the limit; then these short lists are merged. */
function unembedded<Given extends Parameters>(which: string) {
  return statement<Given, UnembeddedRow>(`
SELECT owner, text, passage FROM (
  (SELECT t.owner, NULL AS text, json_build_object(
     'statuteTitle', t.statute_title, 'headingPath', t.heading_path, 'text', t.text) AS passage
   FROM node t WHERE ${which} AND NOT t.repealed AND NOT t.abolished AND ${unlinked('t.owner')}
   ORDER BY t.owner LIMIT $6)
  UNION ALL
  (SELECT t.id, t.text, NULL FROM question t
   WHERE ${which} AND t.direction = 'incoming' AND ${unlinked('t.id')} ORDER BY t.id LIMIT $6)
  UNION ALL
  (SELECT t.id, t.text, NULL FROM question t
   WHERE ${which} AND t.direction = 'outgoing' AND ${unlinked('t.id')} ORDER BY t.id LIMIT $6)
) missing ORDER BY owner LIMIT $6`);
}

function unlinked(owner: string): string {
  return `${owner} > $4 AND ($5::text IS NULL OR ${owner} <= $5) AND ${vectorIdOf(3, owner)} IS NULL`;
}

const unembeddedOfAll = unembedded<MissingAt>(visibleByKey());
const unembeddedSince = unembedded<readonly [...MissingAt, since: number]>(`${visible()} AND t.since >= $7`);

/** Live nodes without a draft of their text under the key that is wanted: the bank's entry for this very text, else the fallback. */
export async function undraftedNodes(
  sql: Sql,
  at: At,
  { after = '', upTo, limit, fallbackKey }: PageUpTo & { readonly fallbackKey?: string },
): Promise<readonly UndraftedNode[]> {
  const rows = await sql.rows(undrafted, [...at, after, upTo, fallbackKey, limit]);
  return rows.map(({ bankEntry, ...row }) => ({ ...row, ...(bankEntry && { bankEntry }) }));
}

/** Live nodes and all questions, of rows opened by build `since` or later, whose owner is linked to no vector of the space; in order of owner. */
export async function unembeddedOwners(
  sql: Sql,
  at: At,
  { spaceId, since }: { readonly spaceId: number; readonly since: number },
  { after = '', upTo, limit }: PageUpTo,
): Promise<readonly Unembedded[]> {
  const bounds = [...at, spaceId, after, upTo, limit] as const;
  const rows =
    since > 0 ? await sql.rows(unembeddedSince, [...bounds, since]) : await sql.rows(unembeddedOfAll, bounds);
  return rows.map(({ owner, text, passage }) =>
    passage === null
      ? { owner, role: 'question' as const, text }
      : { owner, role: 'passage' as const, text: passageOf(passage) },
  );
}
