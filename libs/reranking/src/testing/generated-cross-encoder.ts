import { onnxModelBytes } from '@lexhop/vectors';
import { generatedFiles } from '@lexhop/model-files/testing';

const pieces = 31;

/** How much a token of this id weighs in the generated model. */
export const weightOf = (id: number): number => Math.fround(Math.sin(id));

/**
 * A cross-encoder in the layout of bge-reranker-v2-m3, made of arithmetic alone: a pair's logit is the sum of its tokens' weights.
 * Its files by their names in the repository; the tokenizer knows the letters a to z.
 */
export function generatedCrossEncoder(): Readonly<Record<string, Buffer>> {
  const graph = onnxModelBytes({
    inputs: ['input_ids', 'attention_mask'].map((name) => ({ name, type: 'int64', shape: ['pairs', 'tokens'] })),
    outputs: [{ name: 'logits', type: 'float', shape: ['pairs', 1] }],
    constants: [
      { name: 'weights', shape: [pieces, 1], values: Float32Array.from({ length: pieces }, (_, id) => weightOf(id)) },
      { name: 'last', shape: [1], values: BigInt64Array.of(-1n) },
      { name: 'tokens', shape: [1], values: BigInt64Array.of(1n) },
    ],
    nodes: [
      { operation: 'Gather', inputs: ['weights', 'input_ids'], outputs: ['weighed'] },
      { operation: 'Cast', inputs: ['attention_mask'], outputs: ['mask'], attributes: { to: 1 } },
      { operation: 'Unsqueeze', inputs: ['mask', 'last'], outputs: ['masks'] },
      { operation: 'Mul', inputs: ['weighed', 'masks'], outputs: ['real'] },
      { operation: 'ReduceSum', inputs: ['real', 'tokens'], outputs: ['logits'], attributes: { keepdims: 0 } },
    ],
  });
  return { ...generatedFiles, 'onnx/model.onnx': Buffer.from(graph) };
}
