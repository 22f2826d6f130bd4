import type { NodeDraft } from '../graph-draft.js';
import type { Sql } from './database.js';
import { closeMatchesOf, closeQuestionEdgesOf } from './replace-nodes.js';
import { drafted, questionFields, questions } from './tables.js';
import { jsonRows, replaceRows, type Writer } from './versioned-table.js';

/** Replaces the questions of nodes, and says how many nodes were not drafted like this before. */
export async function saveDrafts(sql: Sql, writer: Writer, drafts: readonly NodeDraft[]): Promise<number> {
  const latest = new Map(drafts.map((draft) => [draft.nodeId, draft]));
  const nodeIds = [...latest.keys()];
  const scope = { sql: 't.node_id = ANY($4::text[])', parameters: [nodeIds] };
  const asked = new Map(
    [...latest.values()].flatMap((draft) => draft.questions.map((question) => [question.id, question])),
  );
  const { closed } = await replaceRows<{ direction: string; id: string }>(sql, questions, writer, {
    scope,
    desired: { sql: jsonRows(questionFields, 3), parameters: [JSON.stringify([...asked.values()])] },
  });
  await closeMatchesOf(sql, writer, closed);
  await closeQuestionEdgesOf(sql, writer, nodeIds, closed);
  const rows = [...latest.values()].map(({ nodeId, contentHash, draftingKey }) => ({
    nodeId,
    contentHash,
    draftingKey,
  }));
  const { opened } = await replaceRows(sql, drafted, writer, {
    scope,
    desired: { sql: jsonRows({ ...drafted.key, ...drafted.values }, 3), parameters: [JSON.stringify(rows)] },
  });
  return opened;
}
