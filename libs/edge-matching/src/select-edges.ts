import { compareMatches, type QuestionMatch } from './question-match.js';

/** Which matches become edges; the `matching` settings of a build. */
export interface EdgePolicy {
  /** Matches below are dropped. */
  readonly minimumScore: number;
  /** Most question edges that may leave one node; no limit when absent. */
  readonly edgesPerNode?: number;
  /** The cap on question edges is this times n·ln n. */
  readonly capFactor: number;
}

export interface EdgeSelection {
  /** Best first: by score, then in code-unit order of source and incoming question. */
  readonly kept: readonly QuestionMatch[];
  /** How many were dropped, each counted once, by the first reason that held. */
  readonly dropped: DroppedMatches;
}

export interface DroppedMatches {
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
 * Which matches become question edges, best first: at or above the minimum score, one for each source and incoming question,
 * at most `edgesPerNode` from one node, at most {@link edgeCap} in all. The same whatever order the matches come in.
 * Where there are no more matches than the cap, selecting by ranges of sources selects the same.
 */
export function selectEdges(matches: readonly QuestionMatch[], policy: EdgePolicy, nodeCount: number): EdgeSelection {
  const selection = new Selection(policy, edgeCap(nodeCount, policy.capFactor));
  for (const match of matches.toSorted(compareMatches)) selection.take(match);
  return { kept: selection.kept, dropped: selection.dropped };
}

class Selection {
  readonly kept: QuestionMatch[] = [];
  readonly dropped = { selfLoop: 0, belowMinimum: 0, duplicate: 0, overNodeLimit: 0, overCap: 0 };
  /** Incoming questions that each source has an edge to. */
  readonly #keptFrom = new Map<string, Set<string>>();

  constructor(
    private readonly policy: EdgePolicy,
    private readonly cap: number,
  ) {}

  take(match: QuestionMatch): void {
    const edges = this.#keptFrom.get(match.source) ?? new Set();
    const reason = this.#reasonToDrop(match, edges);
    if (reason !== undefined) {
      this.dropped[reason] += 1;
      return;
    }
    this.kept.push(match);
    this.#keptFrom.set(match.source, edges.add(match.incoming));
  }

  #reasonToDrop(match: QuestionMatch, edges: ReadonlySet<string>): keyof DroppedMatches | undefined {
    const { minimumScore, edgesPerNode = Infinity } = this.policy;
    if (match.source === match.target) return 'selfLoop';
    if (match.score < minimumScore) return 'belowMinimum';
    if (edges.has(match.incoming)) return 'duplicate';
    if (edges.size >= edgesPerNode) return 'overNodeLimit';
    return this.kept.length >= this.cap ? 'overCap' : undefined;
  }
}
