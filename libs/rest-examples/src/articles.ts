import type { OperationExamples } from './operation-examples.js';

/** 著作權法第52條, as a node of a build. */
export const fairUse = {
  id: 'J0070017:52',
  level: 'article',
  statuteId: 'J0070017',
  statuteTitle: '著作權法',
  number: '52',
  headingPath: ['第 三 章 著作人及著作權', '第 四 節 著作財產權'],
  text: '為報導、評論、教學、研究或其他正當目的之必要，在合理範圍內，得引用已公開發表之著作。',
  language: 'zh-Hant',
  repealed: false,
  abolished: false,
  modifiedOn: '2022-06-15',
  url: 'https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=J0070017',
  position: 145,
  contentHash: 'b41fe40c5f38e1c7350f26f2a549128cea94b0db7f403e6c040555dd43f62609',
};

/** 第65條, which says what fair use is worth, and cites it. */
const fairUseAsRule = {
  ...fairUse,
  id: 'J0070017:65',
  number: '65',
  text: '著作之合理使用，不構成著作財產權之侵害。',
  position: 176,
  contentHash: '93502933773b0bee60bc47627234b5014015f71e50b18f64b62931aaaf21b84d',
};

const citing = {
  id: '8a1bf8fdca017f4e202c8d71dfee2b43',
  kind: 'citation',
  source: fairUseAsRule.id,
  target: fairUse.id,
  text: '第四十四條至第六十三條',
};

/** Examples for articles and the edges between them. */
export const articleExamples: OperationExamples = {
  Articles_list: { '200': { build: 1, by: 'name', items: [fairUse] } },
  Articles_find: { '200': fairUse },
  Articles_neighbours: {
    '200': {
      build: 1,
      nodes: [fairUse, fairUseAsRule],
      edges: [citing],
      leftOut: 6,
    },
  },
  Articles_impact: {
    '200': {
      build: 1,
      article: 'J0070017:52',
      groups: [
        {
          kind: 'citation',
          depth: 1,
          count: 1,
          dependents: [
            {
              article: {
                id: 'J0070017:65',
                statuteId: 'J0070017',
                statuteTitle: '著作權法',
                number: '65',
                language: 'zh-Hant',
              },
              words: '第四十四條至第六十三條',
              through: 'J0070017:52',
            },
          ],
        },
      ],
      cut: 0,
    },
  },
  Articles_overview: {
    '200': {
      build: 1,
      statutes: [
        { id: 'J0070017', title: '著作權法', articles: 137 },
        { id: 'J0070001', title: '商標法', articles: 113 },
      ],
      links: [
        { source: 'J0070017', target: 'J0070001', edges: { question: 28 } },
        { source: 'J0070001', target: 'J0070017', edges: { question: 16 } },
      ],
      statutesLeftOut: 0,
      linksLeftOut: 0,
    },
  },
  Articles_subgraph: {
    '200': {
      build: 1,
      nodes: [fairUse, fairUseAsRule],
      edges: [
        {
          id: '4df9f8a4d3763b8da2e5715d42b1738d',
          kind: 'question',
          source: 'J0070017:65',
          target: 'J0070017:52',
          outgoingQuestion: 'J0070017:65?out-ba55e5144751803f',
          incomingQuestion: 'J0070017:52?in-63851aa7e889aedb',
          score: 0.4083,
          text: '為報導、評論、教學、研究等正當目的引用已公開發表著作之要件為何？',
          keywords: ['他人', '公開'],
        },
        citing,
      ],
      leftOut: 52,
    },
  },
};
