import type { ArticleNode, PseudoQuery } from '@lexhop/graph-model';
import type { MemoryGraph } from './memory-state.js';
import type { Replaced, Writer } from './versioned-rows.js';

/** Makes `desired` the build's nodes of a scope, and closes what belonged to nodes that were closed. */
export function replaceNodes(
  graph: MemoryGraph,
  writer: Writer,
  inScope: (node: ArticleNode) => boolean,
  desired: readonly ArticleNode[],
): Replaced<ArticleNode> {
  const { opened, closed } = graph.nodes.replace(writer, inScope, desired);
  const wanted = new Map(desired.map((node) => [node.id, node]));
  graph.nodes.renew((node) => renewed(node, wanted.get(node.id)));
  closeRowsOf(graph, writer.number, new Set(closed.map((node) => node.id)));
  return { opened, closed };
}

/** Closes the matches and question edges from or to any of these questions. */
export function closeMatchesOf(graph: MemoryGraph, build: number, questions: readonly PseudoQuery[]): void {
  const ids = new Set(questions.map((question) => question.id));
  graph.matches.close(build, (match) => ids.has(match.outgoing) || ids.has(match.incoming));
  graph.edges.close(
    build,
    (edge) => edge.kind === 'question' && (ids.has(edge.outgoingQuestion) || ids.has(edge.incomingQuestion)),
  );
}

/** A node that was only changed keeps the citation and hierarchy edges that lead to it: they name it, not its text. */
function closeRowsOf(graph: MemoryGraph, build: number, closed: ReadonlySet<string>): void {
  const alive = new Set(graph.nodes.alive(build).map((node) => node.id));
  const isGone = (id: string) => closed.has(id) && !alive.has(id);
  graph.drafted.close(build, (drafted) => closed.has(drafted.nodeId));
  const questions = graph.questions.close(build, (question) => closed.has(question.nodeId));
  closeMatchesOf(graph, build, questions);
  graph.edges.close(build, (edge) => closed.has(edge.source) || isGone(edge.target));
}

function renewed(node: ArticleNode, wanted: ArticleNode | undefined): ArticleNode {
  return wanted && wanted.contentHash === node.contentHash ? wanted : node;
}
