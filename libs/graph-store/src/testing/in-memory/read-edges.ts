import type { Edge, PseudoQuery } from '@lexhop/graph-model';
import { byCodeUnits } from '../../code-unit-order.js';
import type { EdgeToSave } from '../../edge-draft.js';
import type { MemoryGraph } from './memory-state.js';

/** A build's edges; question edges with the text and keywords of their questions. */
export function readEdges(graph: MemoryGraph, build: number): Edge[] {
  const questions = new Map(graph.questions.alive(build).map((question) => [question.id, question]));
  return graph.edges.alive(build).flatMap((edge) => readEdge(edge, questions) ?? []);
}

function readEdge(edge: EdgeToSave, questions: ReadonlyMap<string, PseudoQuery>): Edge | undefined {
  if (edge.kind !== 'question') return edge;
  const outgoing = questions.get(edge.outgoingQuestion);
  const incoming = questions.get(edge.incomingQuestion);
  if (!outgoing || !incoming) return undefined;
  const keywords = [...new Set([...incoming.keywords, ...outgoing.keywords])].sort(byCodeUnits);
  return { ...edge, text: incoming.text, keywords };
}
