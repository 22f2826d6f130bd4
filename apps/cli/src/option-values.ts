import type { VectorOutput } from '@lexhop/embedding';
import type { RetrievalMode } from '@lexhop/retrieval';

// The rooms' own lists: a value taken from a room would load all of it, and help would wait for that.

/** The modes of `ask` and `evaluate`. */
export const retrievalModes: readonly RetrievalMode[] = ['bm25', 'dense', 'hybrid', 'hybrid-rrf', 'hop', 'hop-paper'];

/** What `embed` writes. */
export const vectorOutputs: readonly VectorOutput[] = ['dense', 'sparse', 'multi-vector'];
