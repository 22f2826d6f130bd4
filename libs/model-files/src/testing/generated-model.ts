import { onnxModelBytes } from '@lexhop/vectors';
import { ModelCache } from '../model-cache.js';
import type { ModelEntry, ModelSources } from '../model-entry.js';

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const pieces = ['<s>', '<pad>', '</s>', '<unk>', '▁', ...letters];

/** How heavy a generated model is. */
export interface GeneratedModel {
  readonly dimensions?: number;
  /** Width of a layer between the words and the vectors, to give a run something to do. */
  readonly inner?: number;
}

/**
 * A model in the layout of BGE-M3, made of arithmetic alone: each letter has a vector, a text's is the sum of its letters'.
 * Its files by their names in the repository.
 */
export function generatedModel({ dimensions = 16, inner = 4 }: GeneratedModel = {}): Readonly<Record<string, Buffer>> {
  const config = { model_type: 'xlm-roberta', max_position_embeddings: 66, num_attention_heads: 2 };
  return {
    'config.json': Buffer.from(JSON.stringify(config)),
    'tokenizer.json': Buffer.from(JSON.stringify(tokenizer())),
    'onnx/model.onnx': Buffer.from(graph(dimensions, inner)),
  };
}

/** One token for each letter; all that is no letter of a to z is unknown. */
function tokenizer(): object {
  const special = (content: string, id: number) => ({ id, content, special: true, normalized: false });
  return {
    version: '1.0',
    added_tokens: ['<s>', '<pad>', '</s>', '<unk>'].map(special),
    normalizer: null,
    pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'never', split: true },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '<s>', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '</s>', type_id: 0 } },
      ],
      pair: [],
      special_tokens: {
        '<s>': { id: '<s>', ids: [0], tokens: ['<s>'] },
        '</s>': { id: '</s>', ids: [2], tokens: ['</s>'] },
      },
    },
    decoder: null,
    model: { type: 'Unigram', unk_id: 3, vocab: pieces.map((piece, id) => [piece, id < 4 ? 0 : -1]) },
  };
}

function graph(dimensions: number, inner: number): Uint8Array {
  const waves = (rows: number, columns: number) =>
    Float32Array.from({ length: rows * columns }, (_, place) => Math.sin(1 + place * 0.7) / Math.sqrt(columns));
  return onnxModelBytes({
    inputs: ['input_ids', 'attention_mask'].map((name) => ({ name, type: 'int64', shape: ['texts', 'tokens'] })),
    outputs: [{ name: 'sentence_embedding', type: 'float', shape: ['texts', dimensions] }],
    constants: [
      { name: 'words', shape: [pieces.length, dimensions], values: waves(pieces.length, dimensions) },
      { name: 'up', shape: [dimensions, inner], values: waves(dimensions, inner) },
      { name: 'down', shape: [inner, dimensions], values: waves(inner, dimensions) },
      { name: 'last', shape: [1], values: BigInt64Array.of(-1n) },
      { name: 'tokens', shape: [1], values: BigInt64Array.of(1n) },
    ],
    nodes: [
      { operation: 'Gather', inputs: ['words', 'input_ids'], outputs: ['hidden'] },
      { operation: 'MatMul', inputs: ['hidden', 'up'], outputs: ['wide'] },
      { operation: 'MatMul', inputs: ['wide', 'down'], outputs: ['narrow'] },
      { operation: 'Cast', inputs: ['attention_mask'], outputs: ['mask'], attributes: { to: 1 } },
      { operation: 'Unsqueeze', inputs: ['mask', 'last'], outputs: ['masks'] },
      { operation: 'Mul', inputs: ['narrow', 'masks'], outputs: ['real'] },
      {
        operation: 'ReduceSum',
        inputs: ['real', 'tokens'],
        outputs: ['sentence_embedding'],
        attributes: { keepdims: 0 },
      },
    ],
  });
}

export const generatedFiles = generatedModel();

/** A registry entry of the generated model in the repository `maker/model`, with nothing pinned. */
export function anEntry(changes: Partial<ModelEntry> = {}): ModelEntry {
  const file = { repository: 'maker/model', revision: 'main' };
  return {
    name: 'tiny',
    task: 'embedding',
    model: 'tiny',
    precision: 'fp32',
    shape: { maxTokens: 64, attentionHeads: 2 },
    preparation: 'trim',
    bytes: 10_000,
    needs: { disk: 20_000, memory: 20_000 },
    files: [
      { ...file, role: 'graph', path: 'onnx/model.onnx' },
      { ...file, role: 'tokenizer', path: 'tokenizer.json' },
      { ...file, path: 'config.json' },
    ],
    ...changes,
  };
}

/** Sources that reach a hub on this machine, and lose patience at once. */
export function someSources(
  changes: Partial<ModelSources> & { readonly cache: string; readonly endpoint?: string },
): ModelSources {
  return {
    hub: { endpoint: changes.endpoint ?? 'http://127.0.0.1:1', answerMs: 2_000 },
    offline: false,
    patience: { attempts: 4, firstWaitMs: 1, longestWaitMs: 2_000, stallMs: 300 },
    maven: '/nonexistent/mvn',
    ...changes,
  };
}

/** A cache of one model. */
export function aCache(sources: ModelSources, entry: ModelEntry = anEntry()): ModelCache {
  return new ModelCache(sources, [entry]);
}
