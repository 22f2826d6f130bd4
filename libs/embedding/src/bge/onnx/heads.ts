import { type OnnxGraph, onnxModelBytes } from '@lexhop/vectors';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { LinearLayer } from '../torch/read-torch-linear.js';
import { sessionOptions } from './open-session.js';
import type { GraphOutput } from './run-graph.js';

/** The two layers that BGE-M3 has on top of its hidden state; where one is absent, so is its output. */
export interface HeadLayers {
  /** One output: a token's lexical weight, before it is cut at 0. */
  readonly sparse?: LinearLayer;
  /** A token's vector for late interaction, before it is made unit length. */
  readonly colbert?: LinearLayer;
}

/** What the heads give for a hidden state: [sequences, tokens, 1] and [sequences, tokens, dimensions]. */
export interface HeadOutputs {
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
