import { compareMatches, groupsBy, type QuestionMatch } from './match-questions.js';
import { compareIds } from './questions.js';

/** Which matches become edges; the `matching` settings of a build. */
export interface EdgePolicy {
  /** Matches below are dropped. */
  readonly minimumScore: number;
  /** Most question edges that may leave one node; no limit when absent. */
  readonly edgesPerNode?: number;
  /** The cap on question edges is this times n·ln n. */
  readonly capFactor: number;
}

interface EdgeSelection {
  /** In code-unit order of source; of one source best first: by score, then in code-unit order of incoming question. */
  readonly kept: readonly QuestionMatch[];
  /** How many were dropped, each counted once, by the first reason that held. */
  readonly dropped: DroppedMatches;
}

interface DroppedMatches {
  /** Source and target are one node. */
  readonly selfLoop: number;
  readonly belowMinimum: number;
  /** Another outgoing question of the source meets the same incoming question better (or as well, with a lower id). */
  readonly duplicate: number;
  readonly overNodeLimit: number;
  readonly overCap: number;
}

/** The most question edges of a graph of n nodes: ⌊factor · n · ln n⌋ (HopRAG, O(n·log n)); 0 below two nodes. */
export function edgeCap(nodeCount: number, capFactor: number): number {
  return nodeCount < 2 ? 0 : Math.floor(capFactor * nodeCount * Math.log(nodeCount));
}

/**
 * Which matches become question edges: at or above the minimum score, one for each source and incoming question, at most
 * `edgesPerNode` from one node, and of those the {@link edgeCap} best: by score, then in code-unit order of source and incoming question.
 * The same whatever order the matches come in. Where there are no more matches than the cap, selecting by ranges of sources selects the same.
 */
export function selectEdges(matches: readonly QuestionMatch[], policy: EdgePolicy, nodeCount: number): EdgeSelection {
  const selection = new SourceSelection(policy);
  const bySource = [...groupsBy('source', matches)].toSorted(([one], [other]) => compareIds(one, other));
  for (const [, group] of bySource) selection.takeSource(group);
  const kept = best(selection.kept, edgeCap(nodeCount, policy.capFactor));
  return { kept, dropped: { ...selection.dropped, overCap: selection.kept.length - kept.length } };
}

/** Selects source by source, by every rule but the cap. */
class SourceSelection {
  readonly kept: QuestionMatch[] = [];
  readonly dropped = { selfLoop: 0, belowMinimum: 0, duplicate: 0, overNodeLimit: 0 };

  constructor(private readonly policy: EdgePolicy) {}

  takeSource(matches: readonly QuestionMatch[]): void {
    const incoming = new Set<string>();
    for (const match of matches.toSorted(compareMatches)) {
      const reason = this.#reasonToDrop(match, incoming);
      if (reason === undefined) {
        incoming.add(match.incoming);
        this.kept.push(match);
      } else this.dropped[reason] += 1;
    }
  }

  #reasonToDrop(match: QuestionMatch, kept: ReadonlySet<string>): keyof SourceSelection['dropped'] | undefined {
    const { minimumScore, edgesPerNode = Infinity } = this.policy;
    if (match.source === match.target) return 'selfLoop';
    if (match.score < minimumScore) return 'belowMinimum';
    if (kept.has(match.incoming)) return 'duplicate';
    return kept.size >= edgesPerNode ? 'overNodeLimit' : undefined;
  }
}

/** The `most` best of them, in their order. */
function best(matches: readonly QuestionMatch[], most: number): readonly QuestionMatch[] {
  if (matches.length <= most) return matches;
  // Sorting a million plain numbers takes a tenth of the time of sorting as many matches.
  const scores = Float64Array.from(matches, ({ score }) => score).toSorted();
  const worst = scores[scores.length - most] ?? Infinity;
  const above = matches.filter(({ score }) => score > worst).length;
  const level = matches.filter(({ score }) => score === worst).toSorted(compareMatches);
  const chosen = new Set(level.slice(0, most - above));
  return matches.filter((match) => match.score > worst || chosen.has(match));
}
