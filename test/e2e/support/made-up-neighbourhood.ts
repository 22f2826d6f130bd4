/** A neighbourhood of any size, always the same. */
export function madeUpNeighbourhood(nodeCount: number, edgeCount: number) {
  const nodes = Array.from({ length: nodeCount }, (_, place) => ({
    id: `T1:${place + 1}`,
    level: 'article',
    statuteId: 'T1',
    statuteTitle: '測試法',
    number: String(place + 1),
    headingPath: [],
    text: `第 ${place + 1} 條`,
    language: 'zh-Hant',
    repealed: false,
    abolished: false,
    position: place,
    contentHash: '0'.repeat(64),
  }));
  const edges = Array.from({ length: edgeCount }, (_, place) => ({
    id: `e${place}`,
    kind: 'citation',
    source: `T1:${(place % nodeCount) + 1}`,
    target: `T1:${((place * 7919 + 13) % nodeCount) + 1}`,
    text: '依前條',
  }));
  return { build: 1, nodes, edges, leftOut: 0 };
}
