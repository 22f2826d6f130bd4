import type { OperationExamples } from './operation-examples.js';

/** The active build of the sample statutes. */
export const build = {
  graph: 'default',
  number: 1,
  run: 1,
  state: 'active',
  step: 'publish',
  attempt: 1,
  progress: {
    compare: { done: 271, total: 271 },
    draft: { done: 250, total: 250, startedAt: '2026-11-29T09:00:00.000Z' },
    embed: { done: 1750, total: 1750, startedAt: '2026-11-29T09:00:01.000Z' },
  },
  failures: [],
  space: {
    model: 'character-n-grams',
    provider: 'mock',
    revision: '1',
    semantic: false,
    precision: 'fp32',
    dimensions: 256,
    preparation: 'nfkc-lower-case',
    reproducible: true,
  },
  counts: {
    edges: {
      question: 943,
      citation: 242,
      delegates: 0,
      penalises: 7,
      defines: 164,
      applies: 42,
      excepts: 64,
      hierarchy: 269,
    },
    nodes: { article: 250, repealed: 21, paragraph: 0 },
    isolated: 0,
    questions: { incoming: 500, outgoing: 1000 },
    undrafted: 0,
    scoreHistogram: [0, 0, 0, 81, 300, 296, 180, 62, 14, 2],
    degreeHistogram: [
      { upTo: 0, nodes: 0 },
      { upTo: 8, nodes: 151 },
      { upTo: null, nodes: 99 },
    ],
  },
  endedAt: '2026-11-29T09:00:03.000Z',
  settings: {
    from: 'active',
    levels: ['article'],
    matching: { capFactor: 1, minimumScore: 0 },
    activateWithoutFailed: false,
  },
  warnings: [
    {
      ids: [],
      code: 'not-semantic',
      count: 0,
      sentence: "The vectors are mock's: they know characters, not meaning. Do not judge retrieval by this build.",
    },
  ],
  draftedBy: ['question-bank'],
  comparison: { closed: 0, opened: 271, unchanged: 0, idsChanged: true, changedStatutes: ['J0070001', 'J0070017'] },
  passedOver: [],
  createdAt: '2026-11-29T09:00:00.000Z',
};

/** The same build while it was running. */
const { counts: _counts, endedAt: _endedAt, ...unfinished } = build;
const running = { ...unfinished, state: 'running', step: 'embed', warnings: [] };

/** Examples for builds. */
export const buildExamples: OperationExamples = {
  Builds_start: {
    request: { from: 'active', levels: ['article'] },
    '200': {
      graph: 'default',
      statutes: 2,
      articles: 250,
      paragraphs: 0,
      fromQuestionBank: 250,
      changed: 250,
      byLanguageModel: 0,
      withoutQuestions: 0,
      calls: 0,
      inputTokens: 0,
      outputTokens: 0,
      minutes: 0,
      costUsd: 0,
      drafting: { by: ['question-bank'], reason: '250 of 250 are drafted from the question bank.' },
      embedding: {
        expected: 'mock',
        semantic: false,
        chain: [
          { name: 'mock', state: 'ready', reason: 'it needs nothing, and its vectors know characters and no meaning.' },
        ],
      },
      texts: 1750,
      notes: [
        {
          code: 'only-changes',
          sentence: 'A build from the active one drafts, embeds and matches only what changed since.',
        },
      ],
      activateWithoutFailed: false,
    },
    '202': running,
  },
  Builds_list: { '200': { items: [build] } },
  Builds_find: { '200': build },
  Builds_events: {
    '200 text/event-stream': `event: build\ndata: ${JSON.stringify(running)}\n\nevent: build\ndata: ${JSON.stringify(build)}\n\n`,
  },
  Builds_cancel: { '200': { ...running, state: 'cancelled', run: 2, endedAt: '2026-11-29T09:00:02.000Z' } },
  Builds_retry: { '202': { ...running, run: 3 } },
  Builds_activate: { '200': build },
};
