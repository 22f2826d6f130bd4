import type { OperationExamples } from './operation-examples.js';

const spaceId = 'onnx/bge-m3@5617a9f61b028005a4858fdac845db406aefb181:1024:fp32:1';
const space = {
  provider: 'onnx',
  model: 'bge-m3',
  revision: '5617a9f61b028005a4858fdac845db406aefb181',
  dimensions: 1024,
  precision: 'fp32',
  preparation: '1',
  semantic: true,
  reproducible: false,
};
const model = { name: 'bge-m3', space, spaceId, semantic: true };
const pull = { name: 'bge-m3', state: 'fetching', done: 1_150_000_000, total: 2_287_000_000 };

/** Examples for embedding and language models. */
export const modelExamples: OperationExamples = {
  Embedding_status: {
    '200': {
      chain: [{ name: 'bge-m3', state: 'ready' }],
      inUse: 'bge-m3',
      models: [
        {
          name: 'bge-m3',
          space: space,
          spaceId: spaceId,
          runtime: { device: 'cpu', loaded: true, textsPerSecond: 7.4 },
        },
      ],
      pulls: [],
    },
  },
  Embedding_vectors: {
    request: { texts: ['商標可以用地名嗎？'], role: 'query' },
    'request application/x-ndjson': '{"id":"J0070017:52","text":"為報導、評論、教學、研究…"}\n',
    '200': { model: model, items: [{ dense: [-0.0365, 0.0183, 0.0211] }] },
    '200 application/x-ndjson': '{"id":"J0070017:52","dense":[-0.0365,0.0183,0.0211]}\n',
  },
  Embedding_similarity: {
    request: { pairs: [{ query: '影印', passage: '重製' }] },
    '200': {
      model: model,
      weights: [0.4, 0.2, 0.4],
      items: [{ dense: 0.7312, sparse: 0.12, multiVector: 0.6604, hybrid: 0.5807 }],
    },
  },
  Models_list: {
    '200': {
      cache: '~/.cache/huggingface/hub',
      items: [
        {
          name: 'bge-m3',
          model: 'bge-m3',
          precision: 'fp32',
          bytes: 2287000000,
          here: false,
          reasons: ['BAAI/bge-m3/onnx/model.onnx is not in the cache.'],
          pinning: 'pinned',
          sources: ['hugging-face'],
        },
      ],
    },
  },
  Models_pull: { '202': pull },
  Models_callOff: { '200': { ...pull, state: 'called-off' } },
  LanguageModel_status: {
    '200': { model: 'gemini/gemini-2.5-flash', capabilities: { structure: 'json_schema', leftOut: [], findings: [] } },
  },
  Ledger_totals: {
    '200': {
      items: [
        {
          model: 'gemini/gemini-2.5-flash',
          completed: 250,
          estimated: 0,
          failed: 2,
          unknown: 0,
          inputTokens: 412000,
          outputTokens: 98000,
          microUsd: 368600,
          unknownMicroUsd: 0,
        },
      ],
    },
  },
};
