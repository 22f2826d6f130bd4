import type { Build } from '@lexhop/graph-model';

/**
 * Bytes that parts of an index hold beside vectors, measured on indexes of statutes in Chinese with their question banks: an
 * article of 110 characters takes 700 as it is and 1,600 as terms; a question 130 and 370; an edge mostly its JSON.
 */
const bytesOf = { node: 2_300, question: 500, questionEdge: 450, citationEdge: 210, hierarchyEdge: 180 } as const;

/** Of an owner of a vector: its row, and the row's owner. */
const bytesOfPlace = 8;

/**
 * What a build's index would hold in memory, in bytes, before any of it is read: live nodes and incoming questions times
 * (4 · dimensions + 8), and the parts' own. Within a fifth of what statutes in Chinese come to; undefined of a build that was
 * never counted.
 */
export function estimateIndexBytes({ counts, space }: Build): number | undefined {
  if (!counts) return undefined;
  const { nodes, questions, edges } = counts;
  const live = nodes.article + nodes.paragraph;
  const vectors = (live + questions.incoming) * (4 * (space?.dimensions ?? 0) + bytesOfPlace);
  return (
    vectors +
    (live + nodes.repealed) * bytesOf.node +
    questions.incoming * bytesOf.question +
    edges.question * bytesOf.questionEdge +
    edges.citation * bytesOf.citationEdge +
    edges.hierarchy * bytesOf.hierarchyEdge
  );
}
