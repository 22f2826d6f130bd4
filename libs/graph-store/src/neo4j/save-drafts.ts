import type { Build, PseudoQuery } from '@lexhop/graph-model';
import { byCodeUnits } from '../code-unit-order.js';
import type { NodeDraft } from '../graph-draft.js';
import type { Cypher } from './connection.js';
import { batchesOf } from './batches-of.js';
import { inKeyOrder } from './key-of.js';
import { rowChanges, type StoredRow } from './row-changes.js';
import { closeDrafts } from './statements/drafting/close-drafts.js';
import { closeQuestions } from './statements/drafting/close-questions.js';
import { draftsOfNodes } from './statements/drafting/drafts-of-nodes.js';
import { hangQuestions } from './statements/drafting/hang-questions.js';
import { openDrafts } from './statements/drafting/open-drafts.js';
import { openQuestions } from './statements/drafting/open-questions.js';
import { questionsOfNodes } from './statements/drafting/questions-of-nodes.js';
import { reopenDrafts } from './statements/drafting/reopen-drafts.js';
import { reopenQuestions } from './statements/drafting/reopen-questions.js';
import { openEnd } from './versioned-kinds.js';

type DraftRow = Omit<NodeDraft, 'questions'>;

/** Replaces the questions of nodes, and says how many nodes were not drafted like this before. */
export async function saveDrafts(cypher: Cypher, build: Build, drafts: readonly NodeDraft[]): Promise<number> {
  const latest = [...new Map(drafts.map((draft) => [draft.nodeId, draft])).values()];
  const ids = latest.map(({ nodeId }) => nodeId).sort(byCodeUnits);
  await replaceQuestions(
    cypher,
    build,
    ids,
    latest.flatMap(({ questions }) => questions),
  );
  return replaceDrafts(cypher, build, ids, latest);
}

async function replaceQuestions(
  cypher: Cypher,
  build: Build,
  ids: readonly string[],
  questions: readonly PseudoQuery[],
): Promise<void> {
  const { graph, number, settings } = build;
  const stored = await cypher.rows<PseudoQuery & StoredRow>(questionsOfNodes, { graph, number, ids });
  const { closed, reopened, opened } = rowChanges<PseudoQuery, PseudoQuery>(stored, questions, {
    name: ({ direction, id }) => `${direction}/${id}`,
    isSame: isSameQuestion,
    reopens: settings.from === 'active',
  });
  await cypher.rows(closeQuestions, { number, keys: closed });
  await cypher.rows(reopenQuestions, { open: openEnd, keys: reopened });
  const rows = opened.map((question) => {
    const key = `${graph}/${question.direction}/${question.id}/${number}`;
    return { key, graph, ...question, since: number, until: openEnd };
  });
  for (const part of batchesOf(inKeyOrder(rows))) await cypher.rows(openQuestions, { rows: part });
  if (reopened.length + opened.length > 0) await cypher.rows(hangQuestions, { graph, number, ids });
}

async function replaceDrafts(
  cypher: Cypher,
  build: Build,
  ids: readonly string[],
  drafts: readonly NodeDraft[],
): Promise<number> {
  const { graph, number, settings } = build;
  const stored = await cypher.rows<DraftRow & StoredRow>(draftsOfNodes, { graph, number, ids });
  const { closed, reopened, opened } = rowChanges<DraftRow, DraftRow>(stored, drafts, {
    name: ({ nodeId }) => nodeId,
    isSame: (one, other) => one.contentHash === other.contentHash && one.draftingKey === other.draftingKey,
    reopens: settings.from === 'active',
  });
  await cypher.rows(closeDrafts, { number, keys: closed });
  await cypher.rows(reopenDrafts, { open: openEnd, keys: reopened });
  const rows = opened.map(({ nodeId, contentHash, draftingKey }) => {
    return {
      key: `${graph}/${nodeId}/${number}`,
      graph,
      nodeId,
      contentHash,
      draftingKey,
      since: number,
      until: openEnd,
    };
  });
  for (const part of batchesOf(inKeyOrder(rows))) await cypher.rows(openDrafts, { rows: part });
  return reopened.length + opened.length;
}

function isSameQuestion(one: PseudoQuery, other: PseudoQuery): boolean {
  const fields = ['nodeId', 'text', 'draftedBy'] as const;
  return fields.every((field) => one[field] === other[field]) && isSameList(one.keywords, other.keywords);
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, place) => word === other[place]);
}
