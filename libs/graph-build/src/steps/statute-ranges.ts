import type { CountedRange, IdRange } from '@lexhop/graph-store';

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

/** Ranges that begin and end with one of these statutes, `size` of them in each; the count is of them, not of nodes. */
export function rangesOfStatutes(statutes: readonly string[], size: number): readonly CountedRange[] {
  const inOrder = statutes.map(rangeOfStatute).toSorted((one, other) => (one.from < other.from ? -1 : 1));
  const groups = Array.from({ length: Math.ceil(inOrder.length / size) }, (_, group) =>
    inOrder.slice(group * size, (group + 1) * size),
  );
  return groups.map((group) => ({ from: group[0]?.from ?? '', to: group.at(-1)?.to ?? '', count: group.length }));
}

/** Where the nodes of a statute are. */
export function rangeOfStatute(statute: string): IdRange {
  return { from: `${statute}:`, to: `${statute}:${afterAll}` };
}

/** The statute of a node, by the node's id. */
export function statuteOf(nodeId: string): string {
  return nodeId.slice(0, nodeId.indexOf(':'));
}
