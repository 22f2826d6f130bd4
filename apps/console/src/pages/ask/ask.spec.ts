// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { addressOf, type Asked, askedFrom, curlOf, usualModes } from './asked.js';
import { execFileSync } from 'node:child_process';
import { highlight } from '../../articles/highlight.js';
import { wordsOf } from '../../words/catalogues.js';
import { namesOf } from '../../articles/article-names.js';
import type { PathStep } from './use-answers.js';
import { tellStep } from './why.js';

describe('a question in an address', () => {
  it('comes back as it was asked', () => {
    const asked: Asked = {
      query: '影印 a&b？',
      mode: 'dense',
      modes: ['bm25', 'hop'],
      topK: 20,
      statutes: ['J0070017', 'J0070001'],
      refine: 'off',
      reading: { references: [{ id: 'J0070017:52' }], issues: ['合理使用'] },
      read: 'J0070017:52',
    };
    const [path, search] = addressOf('default', asked).split('?');
    expect(path).toBe('/graphs/default/ask');
    expect(askedFrom(`?${search}`)).toEqual(asked);
  });

  it('is as usual where the address says nothing, or nothing that can be asked', () => {
    const usual = { query: '', mode: 'hop', modes: usualModes, topK: 5, statutes: [], refine: 'auto' };
    expect(askedFrom('')).toEqual(usual);
    expect(askedFrom('?mode=magic&modes=magic&k=0&statutes=,&refine=maybe&reading={}')).toEqual(usual);
    expect(askedFrom('?k=101').topK).toBe(5);
  });

  it('keeps its modes in the order of the page', () => {
    expect(askedFrom('?modes=hop,bm25').modes).toEqual(['bm25', 'hop']);
  });
});

const asked: Asked = { ...askedFrom(''), query: `it's "影印" $HOME`, statutes: ['J0070017'] };

describe('curlOf', () => {
  it('is a command whose words a shell reads as they were meant', () => {
    const command = curlOf('http://127.0.0.1:3210', 'default', asked, true);
    const words = execFileSync('sh', ['-c', command.replace(/^curl/, String.raw`printf '%s\n'`)], {
      env: { LEXHOP_API_KEY: 'secret' },
      encoding: 'utf8',
    }).split('\n');
    expect(words).toContain('http://127.0.0.1:3210/api/v1/graphs/default/retrieve');
    expect(words).toContain('authorization: Bearer secret');
    const body: unknown = JSON.parse(words.find((word) => word.startsWith('{')) ?? '');
    expect(body).toEqual({ query: asked.query, mode: 'hop', topK: 5, explain: true, statutes: ['J0070017'] });
  });

  it('asks for no key where none is needed', () => {
    expect(curlOf('http://127.0.0.1:3210', 'default', asked, false)).not.toContain('Bearer');
  });
});

const marked = (text: string, query: string) =>
  highlight(text, query)
    .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
    .join('');

describe('highlight', () => {
  it.each([
    ['著作權人之權利', '著作權在哪', '[著作權]人之權利'],
    ['為報導、教學之目的', '教學', '為報導、[教學]之目的'],
    ['人之權', '人', '人之權'],
    ['The AUTHOR of a work', 'author works', 'The [AUTHOR] of a work'],
    ['第 10 條', '10', '第 [10] 條'],
    ['', '著作', ''],
    ['著作', '', '著作'],
  ])('points in %j at what %j says: %j', (text, query, shown) => expect(marked(text, query)).toBe(shown));

  it('loses nothing of the text', () => {
    const text = '著作權人𠮷除本法另有規定外，專有以錄音、錄影或攝影重製其著作之權利。';
    const parts = highlight(text, '錄音重製');
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.map((part) => part.start)).toEqual(parts.map((part) => text.indexOf(part.text, part.start)));
  });
});

const article = { statuteId: 'J0070017', statuteTitle: '著作權法' };
const step = (kind: PathStep['edge']['kind'], direction: 'out' | 'in'): PathStep => {
  return { from: 'J0070017:52', score: 0.5, weight: 0.375, edge: { id: 'e', kind, direction, text: '何謂合理使用？' } };
};

describe('a path in words', () => {
  it.each([
    ['zh-Hant', 'question', 'out', '著作權法第 52 條引出「何謂合理使用？」，本條能回答。'],
    ['zh-Hant', 'citation', 'in', '本條引用著作權法第 52 條：「何謂合理使用？」。'],
    ['en', 'question', 'in', 'This article raises “何謂合理使用？”, which 著作權法 art. 52 answers.'],
    ['en', 'citation', 'out', '著作權法 art. 52 cites this article: “何謂合理使用？”.'],
  ] as const)('in %s, a %s edge %s: %s', (language, kind, direction, sentence) => {
    const words = wordsOf(language);
    expect(tellStep(step(kind, direction), namesOf([article], words), words)).toBe(sentence);
  });
});
