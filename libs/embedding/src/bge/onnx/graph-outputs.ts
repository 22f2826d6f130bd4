import { ModelFileError } from '../../errors/model-file-error.js';

/** Which output of a graph is what; the exports of BGE-M3 name them differently. */
export interface GraphOutputs {
  /** [texts, dimensions] */
  readonly dense?: string;
  /** The last hidden state, [texts, tokens, dimensions]; its first row is the dense vector. */
  readonly hidden?: string;
  /** [texts, tokens] or [texts, tokens, 1] */
  readonly lexical?: string;
  /** [texts, tokens or tokens - 1, dimensions] */
  readonly multi?: string;
}

const known: Readonly<Record<keyof GraphOutputs, readonly string[]>> = {
  dense: ['sentence_embedding', 'dense_vecs', 'dense_embeddings', 'dense'],
  hidden: ['last_hidden_state', 'token_embeddings'],
  lexical: ['sparse_vecs', 'sparse_weights', 'sparse'],
  multi: ['colbert_vecs', 'colbert_vectors', 'colbert'],
};

/**
 * Reads a graph's outputs by their names; three outputs of names unknown are dense, lexical weights and multi-vector, in this order.
 * Throws a ModelFileError when no dense vector can be had from them.
 */
export function graphOutputs(names: readonly string[], file: string): GraphOutputs {
  const named = (kind: keyof GraphOutputs) => {
    const name = known[kind].find((candidate) => names.includes(candidate));
    return name === undefined ? {} : { [kind]: name };
  };
  const outputs: GraphOutputs = { ...named('dense'), ...named('hidden'), ...named('lexical'), ...named('multi') };
  if (outputs.dense !== undefined || outputs.hidden !== undefined) return outputs;
  const [dense, lexical, multi] = names;
  if (names.length === 3 && dense && lexical && multi) return { dense, lexical, multi };
  throw new ModelFileError(file, `none of its outputs (${names.join(', ')}) is known to hold a dense vector.`);
}
