import { fairUse } from './articles.js';
import type { OperationExamples } from './operation-examples.js';

const query = '老師上課可以影印一本書的幾頁發給學生嗎？';
const reading = { references: [], language: 'zh-Hant', issues: ['教學目的重製', '合理使用'] };
const sentence = {
  text: '為教學的必要，在合理範圍內可以引用已公開發表的著作。',
  citations: [
    {
      article: 'J0070017:52',
      quote: '為報導、評論、教學、研究或其他正當目的之必要，在合理範圍內，得引用已公開發表之著作。',
    },
  ],
  supported: true,
};
const found = {
  mode: 'hop',
  graph: 'default',
  build: 1,
  space: 'onnx/bge-m3@5617a9f61b028005a4858fdac845db406aefb181:1024:fp32:1',
  reading: reading,
  results: [
    {
      rank: 1,
      score: 0.8819,
      article: fairUse,
      explanation: {
        entryScore: 0.6399,
        parts: {
          text: { raw: 43.3823, normalised: 0.6641, weight: 0.5 },
          dense: { raw: 0.0025, normalised: 0.0394, weight: 0.2 },
          questions: {
            raw: 0.3856,
            normalised: 1,
            weight: 0.3,
            question: {
              id: 'J0070017:52?in-63851aa7e889aedb',
              text: '為報導、評論、教學、研究等正當目的引用已公開發表著作之要件為何？',
            },
          },
        },
        hop: 0.4839,
        path: [
          {
            from: 'J0070017:46',
            score: 0.7323,
            weight: 0.25,
            edge: {
              id: '04086647ea78e9e3500f4a61a528b29e',
              kind: 'citation',
              direction: 'in',
              text: '第四十四條至第四十八條',
            },
          },
        ],
      },
    },
  ],
  notes: [],
  timings: { understand: 292.8, embed: 21.5, search: 15.1, hop: 5.7, rerank: 0, total: 335.1 },
  counts: { lists: { text: 100, dense: 100, questions: 100 }, seeds: 10, edges: 111, reached: 60, reasoningCalls: 0 },
  semantic: true,
};
const answer = {
  graph: 'default',
  build: 1,
  reading: reading,
  notes: [],
  kind: 'written',
  answered: 'whole',
  dropped: 0,
  text: '為教學的必要，在合理範圍內可以引用已公開發表的著作。[J0070017:52]',
  sentences: [sentence],
  evidence: [{ rank: 1, article: fairUse, shortened: false }],
  evidenceLeftOut: 0,
  timings: { retrieval: 335.1, evidence: 4.9, writing: 1892.4, total: 2232.4 },
};

function event(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Examples for finding articles and for answers. */
export const answerExamples: OperationExamples = {
  Retrieval_retrieve: { request: { query: query, topK: 1, explain: true }, '200': found },
  Retrieval_retrieveMany: {
    request: { queries: [query, '商標可以用地名嗎？'], topK: 1 },
    '200': { items: [found, found] },
  },
  RetrievalStatus_status: {
    '200': {
      items: [
        {
          graph: 'default',
          build: 1,
          reader: 'memory',
          bytes: 2386864,
          reason: 'Its index holds 3 MiB, within LEXHOP_RETRIEVAL_MEMORY_MB (4096).',
        },
      ],
    },
  },
  Answers_answer: {
    request: { query: query },
    '200': answer,
    '200 text/event-stream': [
      event('evidence', {
        graph: 'default',
        build: 1,
        reading,
        notes: [],
        evidence: answer.evidence,
        evidenceLeftOut: 0,
      }),
      event('sentence', { place: 0, kind: 'written', ...sentence }),
      event('answer', answer),
    ].join(''),
  },
  Chat_models: {
    '200': { object: 'list', data: [{ id: 'default', object: 'model', created: 0, owned_by: 'lexhop' }] },
  },
  Chat_complete: {
    request: { model: 'default', messages: [{ role: 'user', content: query }] },
    '200': {
      id: 'chatcmpl-4b1d0f6e-6f0c-4f5e-9c63-0c7d3a1f2e5b',
      object: 'chat.completion',
      created: 1795942800,
      model: 'default',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: `${answer.text}\n\n[J0070017:52] 著作權法 52` },
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 1830, completion_tokens: 62, total_tokens: 1892 },
      lexhop: answer,
    },
  },
};
