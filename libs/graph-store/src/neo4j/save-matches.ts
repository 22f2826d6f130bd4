import type { Build } from '@lexhop/graph-model';
import { byCodeUnits } from '../code-unit-order.js';
import type { Match } from '../edge-draft.js';
import { UnknownEndsError } from '../errors/unknown-ends-error.js';
import type { Cypher } from './connection.js';
import { rowChanges, type StoredRow } from './row-changes.js';
import { closeRelationships } from './statements/matching/close-relationships.js';
import { matchesOfQuestions } from './statements/matching/matches-of-questions.js';
import { openMatches } from './statements/matching/open-matches.js';
import { reopenRelationships } from './statements/matching/reopen-relationships.js';
import { openEnd } from './versioned-kinds.js';

/** Replaces the matches of exactly these outgoing questions. */
export async function saveMatches(
  cypher: Cypher,
  { graph, number, settings }: Build,
  outgoing: readonly string[],
  matches: readonly Match[],
): Promise<void> {
  const ids = outgoing.toSorted(byCodeUnits);
  const stored = await cypher.rows<Match & StoredRow>(matchesOfQuestions, { graph, number, ids });
  const { closed, reopened, opened } = rowChanges<Match, Match>(stored, matches, {
    name: (match) => match.outgoing,
    isSame: (one, other) => fields.every((field) => one[field] === other[field]),
    reopens: settings.from === 'active',
  });
  await cypher.rows(closeRelationships, { number, keys: closed });
  await cypher.rows(reopenRelationships, { open: openEnd, keys: reopened });
  if (opened.length === 0) return;
  const rows = opened.map(({ outgoing, incoming, source, target, score }) => {
    return { outgoing, incoming, source, target, score };
  });
  rows.sort((one, other) => byCodeUnits(one.outgoing, other.outgoing));
  const { count } = await cypher.row<{ count: number }>(openMatches, { graph, number, open: openEnd, rows });
  if (count !== rows.length) throw new UnknownEndsError(graph, number, rows.length - count);
}

const fields = ['incoming', 'source', 'target', 'score'] as const;
