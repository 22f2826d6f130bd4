import type { NearestSearch } from '@lexhop/vectors';
import { compareMatches, groupsBy, matchQuestions, type MatchRequest, type QuestionMatch } from './match-questions.js';
import type { QuestionSet } from './questions.js';

/** A match against what changed. */
interface IncrementalMatchRequest extends Pick<MatchRequest, 'outgoing' | 'perQuestion' | 'signal'> {
  /** The incoming questions that have come since the known matches were made. */
  readonly fresh: QuestionSet;
  /** All incoming questions that there are now; asked for only where an outgoing question meets all of them. */
  readonly all: () => Promise<QuestionSet>;
  /**
   * Matches that these outgoing questions had, against all incoming questions of then and with the same `perQuestion`, but for those whose
   * incoming question is gone; a question's id stands for the same node, keywords and vector then and now. In any order.
   */
  readonly known: readonly QuestionMatch[];
}

interface IncrementalMatch {
  /** In order of outgoing id, best first. */
  readonly matches: readonly QuestionMatch[];
  /** Outgoing questions whose matches are not those known, in order of id. */
  readonly changed: readonly string[];
}

/**
 * Equal to {@link matchQuestions} where that is exact, for less work; above, no match is worse than it was, and those made again are exact where they
 * are few. Outgoing questions that are new, or have lost a match, meet all incoming questions;
 * the others only those that have come. Rejects like {@link matchQuestions}.
 */
export async function matchIncrementally(
  search: NearestSearch,
  request: IncrementalMatchRequest,
): Promise<IncrementalMatch> {
  const { outgoing, fresh, perQuestion = 1 } = request;
  const known = groupsBy('outgoing', request.known.toSorted(compareMatches));
  const isKept = (id: string) => known.get(id)?.length === perQuestion;
  const kept = rowsWhere(outgoing, isKept);
  const open = rowsWhere(outgoing, (id) => !isKept(id));
  const afresh =
    open.length === 0 ? [] : await matchQuestions(search, { ...request, incoming: await request.all() }, open);
  const rivals =
    kept.length === 0 || fresh.ids.length === 0
      ? []
      : await matchQuestions(search, { ...request, incoming: fresh }, kept);
  const found = groupsBy('outgoing', [...afresh, ...rivals]);
  return assemble(request, { known, found, isKept });
}

interface Parts {
  readonly known: ReadonlyMap<string, readonly QuestionMatch[]>;
  readonly found: ReadonlyMap<string, readonly QuestionMatch[]>;
  readonly isKept: (outgoing: string) => boolean;
}

function assemble(
  { outgoing, perQuestion = 1 }: IncrementalMatchRequest,
  { known, found, isKept }: Parts,
): IncrementalMatch {
  const matches: QuestionMatch[] = [];
  const changed: string[] = [];
  for (const id of outgoing.ids) {
    const before = known.get(id) ?? [];
    const fresh = found.get(id) ?? [];
    const now = isKept(id) ? bestOf([...before, ...fresh], perQuestion) : fresh;
    for (const match of now) matches.push(match);
    if (!areSame(before, now)) changed.push(id);
  }
  return { matches, changed };
}

/** The best of one outgoing question's matches; one that was known and found again counts once. */
function bestOf(matches: readonly QuestionMatch[], most: number): readonly QuestionMatch[] {
  const once = new Map(matches.map((match) => [match.incoming, match]));
  return [...once.values()].toSorted(compareMatches).slice(0, most);
}

function areSame(before: readonly QuestionMatch[], now: readonly QuestionMatch[]): boolean {
  return (
    before.length === now.length &&
    before.every((match, at) => match.incoming === now[at]?.incoming && match.score === now[at]?.score)
  );
}

function rowsWhere({ ids }: QuestionSet, holds: (id: string) => boolean): Int32Array {
  const rows: number[] = [];
  for (const [row, id] of ids.entries()) if (holds(id)) rows.push(row);
  return Int32Array.from(rows);
}
