import type { Build, BuildEstimate } from '../pages/builds/use-builds.js';
import { type Schema } from '@lexhop/client';

type StatutePage = Schema<'StatutePage'>;
type Statute = Schema<'StatuteWithArticles'>;

const copyright: StatutePage['items'][number] = {
  id: 'J0070017',
  title: '著作權法',
  level: 'law',
  language: 'zh-Hant',
  abolished: false,
  sourceFile: 'ChLaw.json',
  articleCount: 158,
};

/** A page of statutes: 著作權法, unless told otherwise. */
export function aStatutePage(items: StatutePage['items'] = [copyright]): StatutePage {
  const none = { live: 0, repealed: 0 };
  return { items, counts: { statutes: items.length, articles: none, paragraphs: none } };
}

/** 著作權法 as it was uploaded, without articles. */
export function aStatute(overrides: Partial<Statute> = {}): Statute {
  return { ...copyright, articles: [], ...overrides };
}

const mockSpace: Build['space'] = {
  provider: 'mock',
  model: 'character-n-grams',
  revision: '1',
  dimensions: 256,
  precision: 'fp32',
  preparation: '1',
  semantic: false,
  reproducible: true,
};

const counts: Build['counts'] = {
  nodes: { article: 4, paragraph: 0, repealed: 0 },
  questions: { incoming: 8, outgoing: 16 },
  edges: { question: 9, citation: 3, delegates: 0, penalises: 2, defines: 1, applies: 0, excepts: 0, hierarchy: 3 },
  isolated: 2,
  undrafted: 0,
  degreeHistogram: [
    { upTo: 0, nodes: 2 },
    { upTo: null, nodes: 2 },
  ],
  scoreHistogram: [0, 0, 0, 4, 5, 0, 0, 0, 0, 0],
};

/** A build that the mock embedded, active, with two isolated articles. */
export function aBuild(): Build {
  return {
    graph: 'default',
    number: 1,
    run: 1,
    state: 'active',
    step: 'publish',
    attempt: 1,
    settings: {
      from: 'active',
      levels: ['article'],
      matching: { minimumScore: 0, capFactor: 1 },
      activateWithoutFailed: false,
    },
    space: mockSpace,
    passedOver: [{ name: 'bge-m3', reason: 'its 2.3 GB would have to be downloaded' }],
    draftedBy: ['question-bank'],
    progress: {},
    counts,
    warnings: [
      { code: 'isolated', sentence: '2 articles are isolated.', count: 2, ids: ['J0070017:9', 'J0070017:10'] },
    ],
    failures: [],
    createdAt: '2026-11-27T09:00:00.000Z',
    endedAt: '2026-11-27T09:00:02.000Z',
  };
}

/** What a build of four articles would do that the question bank drafts and the mock embeds. */
export function anEstimate(overrides: Partial<BuildEstimate> = {}): BuildEstimate {
  return {
    graph: 'default',
    statutes: 1,
    articles: 4,
    paragraphs: 0,
    changed: 4,
    fromQuestionBank: 4,
    byLanguageModel: 0,
    withoutQuestions: 0,
    calls: 0,
    inputTokens: 0,
    outputTokens: 0,
    costUsd: 0,
    minutes: 0,
    drafting: { by: ['question-bank'], reason: 'The question bank has all of them.' },
    embedding: { expected: 'mock', semantic: false, chain: [] },
    texts: 28,
    notes: [],
    activateWithoutFailed: false,
    ...overrides,
  };
}
