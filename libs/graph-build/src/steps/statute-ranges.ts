import type { CountedRange } from '@lexhop/graph-store';

/** Sorts after every id of a statute's nodes: their numbers are digits and hyphens. */
const afterAll = '\uffff';

/**
 * Moves the bounds of ranges of node ids to the bounds of statutes, so that no statute is cut: a citation is read with
 * the whole statute beside it. Ranges that lie within one statute become one.
 */
export function statuteRanges(ranges: readonly CountedRange[]): readonly CountedRange[] {
  const aligned: CountedRange[] = [];
  for (const { from, to, count } of ranges) {
    const upTo = `${statuteOf(to)}:${afterAll}`;
    const last = aligned.at(-1);
    if (last === undefined) aligned.push({ from: `${statuteOf(from)}:`, to: upTo, count });
    else if (last.to === upTo) aligned[aligned.length - 1] = { ...last, count: last.count + count };
    else aligned.push({ from: last.to, to: upTo, count });
  }
  return aligned;
}

function statuteOf(nodeId: string): string {
  return nodeId.slice(0, nodeId.indexOf(':'));
}
