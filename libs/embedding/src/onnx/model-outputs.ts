import { type GraphOutput, ModelFileError, sessionOptions } from '@lexhop/model-files';
import { type OnnxGraph, onnxModelBytes } from '@lexhop/vectors';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { LinearLayer } from './torch-linear.js';

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

/** The two layers that BGE-M3 has on top of its hidden state; where one is absent, so is its output. */
interface HeadLayers {
  /** One output: a token's lexical weight, before it is cut at 0. */
  readonly sparse?: LinearLayer;
  /** A token's vector for late interaction, before it is made unit length. */
  readonly colbert?: LinearLayer;
}

/** What the heads give for a hidden state: [sequences, tokens, 1] and [sequences, tokens, dimensions]. */
interface HeadOutputs {
  readonly sparse?: GraphOutput;
  readonly colbert?: GraphOutput;
}

/** The heads as a session of their own. */
export interface Heads {
  readonly has: { readonly sparse: boolean; readonly colbert: boolean };
  /** @param hidden [sequences, tokens, dimensions] */
  run(hidden: GraphOutput): Promise<HeadOutputs>;
  release(): Promise<void>;
}

/** Makes a session of the heads; the two products are one graph. */
export async function openHeads(layers: HeadLayers, threads: number): Promise<Heads> {
  const inputs = layers.sparse?.inputs ?? layers.colbert?.inputs ?? 0;
  const session = await InferenceSession.create(onnxModelBytes(headsGraph(layers, inputs)), sessionOptions(threads));
  return {
    has: { sparse: layers.sparse !== undefined, colbert: layers.colbert !== undefined },
    async run({ values, sizes }) {
      const rows = values.length / inputs;
      const outputs = await session.run({ hidden: new Tensor('float32', values, [rows, inputs]) });
      const shaped = Object.entries(outputs).map(([name, { data, dims }]): [string, GraphOutput] => {
        return [name, { values: data as Float32Array, sizes: [...sizes.slice(0, 2), dims[1] ?? 1] }];
      });
      return Object.fromEntries(shaped);
    },
    release: () => session.release(),
  };
}

function headsGraph(layers: HeadLayers, inputs: number): OnnxGraph {
  const heads = Object.entries(layers).filter((head): head is [string, LinearLayer] => head[1] !== undefined);
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
