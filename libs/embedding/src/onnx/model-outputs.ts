import { type GraphOutput, ModelFileError, sessionOptions } from '@lexhop/model-files';
import { type OnnxGraph, onnxModelBytes } from '@lexhop/vectors';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { VectorOutput } from '../embedding-model.js';
import type { LinearLayer } from './torch-linear.js';

/** What a graph may give: vectors, or the last hidden state, from which vectors are made. */
type OutputKind = VectorOutput | 'hidden';

/**
 * The names of a graph's outputs by what they are. Their shapes: `dense` [texts, dimensions]; `hidden` [texts, tokens, dimensions], whose
 * first row is a text's dense vector; `sparse` [texts, tokens] or [texts, tokens, 1]; `multi-vector` [texts, tokens or tokens - 1, dimensions].
 */
export type GraphOutputs = Readonly<Partial<Record<OutputKind, string>>>;

/** The exports of BGE-M3 name their outputs differently. */
const known: Readonly<Record<OutputKind, readonly string[]>> = {
  dense: ['sentence_embedding', 'dense_vecs', 'dense_embeddings', 'dense'],
  hidden: ['last_hidden_state', 'token_embeddings'],
  sparse: ['sparse_vecs', 'sparse_weights', 'sparse'],
  'multi-vector': ['colbert_vecs', 'colbert_vectors', 'colbert'],
};

/**
 * Tells what a graph's outputs are by their names. Three outputs of unknown names are taken for dense, sparse and multi-vector, in this order.
 * Throws a ModelFileError where no dense vector can be had from them.
 */
export function graphOutputs(names: readonly string[], file: string): GraphOutputs {
  const named = (kind: OutputKind) => known[kind].find((candidate) => names.includes(candidate));
  const [dense, hidden] = [named('dense'), named('hidden')];
  if (dense ?? hidden) return { dense, hidden, sparse: named('sparse'), 'multi-vector': named('multi-vector') };
  if (names.length === 3) return { dense: names[0], sparse: names[1], 'multi-vector': names[2] };
  throw new ModelFileError(file, `none of its outputs (${names.join(', ')}) is known to hold a dense vector.`);
}

/**
 * The layers that BGE-M3 has on top of its hidden state, by what they give. `sparse` has one output: a token's weight, which counts where it is
 * above 0. `multi-vector` gives a token's vector, before it is brought to unit length.
 */
export type HeadLayers = Readonly<Partial<Record<VectorOutput, LinearLayer>>>;

/** The heads of a model, ready to run. */
export interface Heads {
  readonly outputs: readonly VectorOutput[];
  /**
   * What these heads give.
   * @param hidden [sequences, tokens, dimensions]
   * @returns for each kind [sequences, tokens, outputs of the layer]
   */
  run(hidden: GraphOutput, kinds: readonly VectorOutput[]): Promise<ReadonlyMap<string, GraphOutput>>;
}

/** Makes one session of all heads. */
export async function openHeads(layers: HeadLayers, threads: number): Promise<Heads> {
  const heads = Object.entries(layers) as [VectorOutput, LinearLayer][];
  const inputs = heads[0]?.[1].inputs ?? 0;
  const session = await InferenceSession.create(onnxModelBytes(headsGraph(heads, inputs)), sessionOptions(threads));
  return {
    outputs: heads.map(([kind]) => kind),
    async run({ values, sizes }, kinds) {
      const hidden = new Tensor('float32', values, [values.length / inputs, inputs]);
      const outputs = await session.run({ hidden }, kinds);
      return new Map(
        Object.entries(outputs).map(([kind, { data, dims }]) => [
          kind,
          { values: data as Float32Array, sizes: [...sizes.slice(0, 2), dims[1] ?? 1] },
        ]),
      );
    },
  };
}

function headsGraph(heads: readonly (readonly [name: string, layer: LinearLayer])[], inputs: number): OnnxGraph {
  return {
    inputs: [{ name: 'hidden', type: 'float', shape: ['rows', inputs] }],
    outputs: heads.map(([name, layer]) => ({ name, type: 'float', shape: ['rows', layer.outputs] })),
    constants: heads.flatMap(([name, layer]) => [
      { name: `${name}.weight`, shape: [layer.outputs, layer.inputs], values: layer.weight },
      { name: `${name}.bias`, shape: [layer.outputs], values: layer.bias },
    ]),
    nodes: heads.map(([name]) => ({
      operation: 'Gemm',
      inputs: ['hidden', `${name}.weight`, `${name}.bias`],
      outputs: [name],
      attributes: { transB: 1 },
    })),
  };
}
