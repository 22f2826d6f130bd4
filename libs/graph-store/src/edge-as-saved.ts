import type { EdgeToSave } from './edge-draft.js';

/** An edge as it is stored: of a question edge neither text nor keywords, which its two questions hold. */
export function edgeAsSaved(edge: EdgeToSave): EdgeToSave {
  if (edge.kind !== 'question') return edge;
  const { id, source, target, kind, outgoingQuestion, incomingQuestion, score } = edge;
  return { id, source, target, kind, outgoingQuestion, incomingQuestion, score };
}
