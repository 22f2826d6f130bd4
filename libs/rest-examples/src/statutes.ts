import { fairUse } from './articles.js';
import { build } from './builds.js';
import type { OperationExamples } from './operation-examples.js';

const copyright = {
  id: 'J0070017',
  url: 'https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=J0070017',
  level: 'law',
  title: '著作權法',
  category: '行政＞經濟部＞智慧財產權目',
  language: 'zh-Hant',
  abolished: false,
  modifiedOn: '2022-06-15',
  sourceFile: 'intellectual-property.ChLaw.json',
  articleCount: 158,
  englishTitle: 'Copyright Act',
};

/** Examples for statutes, question banks and graphs. */
export const statuteExamples: OperationExamples = {
  Statutes_upload: {
    '200': {
      graph: 'default',
      files: [
        {
          statutes: 2,
          articles: 271,
          headings: 31,
          repealed: 21,
          added: 2,
          replaced: 0,
          unchanged: 0,
          leftOut: { statutes: 0, articles: 0, lines: 0 },
          warnings: [],
          warningCount: 0,
          file: 'intellectual-property.ChLaw.json',
        },
      ],
    },
  },
  Statutes_list: {
    '200': {
      items: [copyright],
      next: 'J0070017',
      counts: { statutes: 2, articles: { live: 250, repealed: 21 }, paragraphs: { live: 393, repealed: 0 } },
    },
  },
  Statutes_find: { '200': { ...copyright, articles: [fairUse] } },
  Statutes_citations: {
    '200': {
      items: [
        {
          article: 'J0070017:65',
          citations: [
            {
              kind: 'range',
              mutatisMutandis: false,
              start: 30,
              end: 41,
              text: '第四十四條至第六十三條',
              targets: [{ id: 'J0070017:44', found: 'J0070017:44', statuteTitle: '著作權法' }],
            },
          ],
        },
      ],
    },
  },
  Questions_import: {
    '200': {
      graph: 'default',
      read: 250,
      saved: 250,
      warnings: [],
      warningCount: 0,
      fit: { entries: 250, usable: 250, otherText: { count: 0, ids: [] }, unknownArticle: { count: 0, ids: [] } },
    },
  },
  Questions_export: {
    '200 application/x-ndjson':
      '{"article": "J0070017:52", "incoming": ["為報導、評論、教學、研究等正當目的引用已公開發表著作之要件為何？", "寫報告時引用別人文章的一段，要先得到同意嗎？"], "outgoing": ["合理範圍以什麼為判斷基準？", "引用時應如何註明出處？", "教學目的之重製有什麼限制？", "違反時有什麼責任？"]}\n',
  },
  Questions_fit: {
    '200': { entries: 250, usable: 250, otherText: { count: 0, ids: [] }, unknownArticle: { count: 0, ids: [] } },
  },
  Transfer_list: { '200': { items: [{ name: 'default', active: 1 }] } },
  Transfer_export: {
    '200 application/x-ndjson': `${JSON.stringify({ lexhop: 'graph', settings: build.settings, space: build.space })}\n`,
  },
  Transfer_import: { '200': build },
};
