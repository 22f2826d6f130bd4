// @vitest-environment happy-dom
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { highlight, namesOf, wordsOf } from '@lexhop/console-parts';
import { anArticle, aQuestionEdge } from '@lexhop/graph-drawing/testing';
import { addressOf, type Asked, askedFrom, curlOf, usualModes } from './asked.js';
import { excerptOf } from './found-articles.js';
import { readingIn } from './reading-editor.js';
import { forgetQuestions, recentQuestions, remember, rememberQuestions } from './recent-questions.js';
import {
  type AnswerSoFar,
  examplesIn,
  type Explanation,
  type PathStep,
  type Result,
  withSentence,
} from './use-answers.js';
import { tellStep, whyOf } from './why.js';

describe('a question in an address', () => {
  it('comes back as it was asked', () => {
    const asked: Asked = {
      query: '影印 a&b？',
      mode: 'dense',
      modes: ['hop', 'bm25'],
      topK: 20,
      statutes: ['J0070017', 'J0070001'],
      refine: 'off',
      reading: { references: [{ id: 'J0070017:52' }], issues: ['合理使用'] },
      read: 'J0070017:52',
    };
    const [path, search] = addressOf(asked).split('?');
    expect(path).toBe('/ask');
    expect(askedFrom(`?${search}`)).toEqual(asked);
  });

  it('is as usual where the address says nothing, or nothing that can be asked', () => {
    const usual = { query: '', mode: 'hop', modes: usualModes, topK: 5, statutes: [], refine: 'auto' };
    expect(askedFrom('')).toEqual(usual);
    expect(askedFrom('?mode=magic&modes=magic&k=0&statutes=,&refine=maybe&reading={}')).toEqual(usual);
    expect(askedFrom('?k=101').topK).toBe(5);
  });

  it('keeps its modes in the order of the page', () => {
    expect(askedFrom('?modes=bm25,hop').modes).toEqual(['hop', 'bm25']);
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
    ['zh-Hant', 'penalises', 'in', '本條是違反著作權法第 52 條之罰則：「何謂合理使用？」。'],
    ['zh-Hant', 'defines', 'out', '著作權法第 52 條有本條用詞定義：「何謂合理使用？」。'],
    ['en', 'delegates', 'in', 'The order of 著作權法 art. 52 is made under this article: “何謂合理使用？”.'],
    ['en', 'question', 'in', 'This article raises “何謂合理使用？”, which 著作權法 art. 52 answers.'],
    ['en', 'citation', 'out', '著作權法 art. 52 cites this article: “何謂合理使用？”.'],
  ] as const)('in %s, a %s edge %s: %s', (language, kind, direction, sentence) => {
    const words = wordsOf(language);
    expect(tellStep(step(kind, direction), namesOf([article], words), words)).toBe(sentence);
  });
});

const node = { ...anArticle('J0070017:46'), text: '為學校授課目的之必要範圍內，得重製他人著作。' };
const part = (normalised: number, question?: string) => ({
  raw: 1,
  normalised,
  weight: 0.5,
  ...(question === undefined ? {} : { question: { id: 'q', text: question } }),
});
const result = (parts: Explanation['parts'], path: PathStep[] = [], hop = 0): Result => ({
  rank: 1,
  score: 1,
  article: node,
  explanation: { entryScore: 0.5, parts, hop, path },
});
const lookedFor = (query: string, references: string[] = []) => ({
  query,
  reading: { references: references.map((id) => ({ id })), issues: [] },
  names: namesOf([article], wordsOf('zh-Hant')),
});
const why = (found: Result, query = '老師授課可以影印嗎', references: string[] = []) =>
  whyOf(found, lookedFor(query, references), wordsOf('zh-Hant'));

describe('why an article is there', () => {
  it('is that the query names it, before all else', () => {
    expect(why(result({ text: part(1) }), '第46條', ['J0070017:46'])).toBe('問題提到了這一條。');
  });

  it('is what weighs most: words, a question, meaning, or the hop', () => {
    expect(why(result({ text: part(0.9), dense: part(0.2) }))).toBe('條文提到「授課」。');
    expect(why(result({ questions: part(0.9, '學校得重製著作之要件？') }), '影印')).toBe(
      '它能回答「學校得重製著作之要件？」。',
    );
    expect(why(result({ text: part(0.1), dense: part(0.9) }))).toBe('條文意思與問題相近。');
    expect(why(result({ text: part(0.2) }, [step('citation', 'out')], 0.4))).toMatch(/^著作權法第 52 條引用本條/);
  });
});

it('an excerpt begins where the text says most of what the query says', () => {
  const text = `${'甲乙丙丁。'.repeat(40)}授課目的得重製。${'戊己庚辛。'.repeat(40)}`;
  expect(excerptOf(text, '授課目的')).toMatch(/^…授課目的得重製。/);
  expect(excerptOf('短文。', '授課')).toBe('短文。');
});

it('examples are short questions of the statutes in turn, each of another article', () => {
  const of = (statute: string, ...texts: string[]) => ({
    edges: texts.map((text, place) => ({ ...aQuestionEdge(`${statute}:0`, `${statute}:${place}`, 0.5), text })),
  });
  const parts = [of('A', '甲一？', '甲二二？', '甲三三三？'), of('B', '乙一？', '長'.repeat(50), '乙三三？')];
  expect(examplesIn(parts)).toEqual(['甲一？', '乙一？', '甲二二？', '乙三三？']);
});

it('a reading is what its form says: references that stay ticked, issues by line, nothing that is empty', () => {
  document.body.innerHTML = `<form>
    <input type="checkbox" name="reference" value="A:1" checked><input type="checkbox" name="reference" value="A:2">
    <textarea name="issues"> 合理使用 \n\n重製</textarea><textarea name="passage"></textarea>
    <textarea name="translation">May a teacher copy?</textarea></form>`;
  const form = document.querySelector('form');
  const before = { references: [{ id: 'A:1' }, { id: 'A:2' }], issues: [], passage: '舊', by: 'a/model' };
  expect(form && readingIn(form, before)).toEqual({
    references: [{ id: 'A:1' }],
    issues: ['合理使用', '重製'],
    translation: 'May a teacher copy?',
  });
  document.body.replaceChildren();
});

describe('recent queries', () => {
  it('are the latest first, each once, until they are cleared or not wanted', () => {
    for (const query of ['甲', '乙', '甲']) remember({ graph: 'g', query });
    expect(recentQuestions.get()?.map(({ query }) => query)).toEqual(['甲', '乙']);
    forgetQuestions();
    expect([recentQuestions.get(), localStorage.length]).toEqual([[], 0]);
    rememberQuestions(false);
    remember({ graph: 'g', query: '丙' });
    forgetQuestions();
    expect([recentQuestions.get(), localStorage.getItem('lexhop-recent-questions')]).toEqual([undefined, 'off']);
    rememberQuestions(true);
    expect(localStorage.length).toBe(0);
  });
});

it('an answer grows by its sentences, and begins again where a written one is given up', () => {
  const sentence = (text: string, place: number) => {
    return { text, place, citations: [], supported: true, kind: 'written' as const };
  };
  const nothing: AnswerSoFar = { evidence: [], sentences: [] };
  const grown = [sentence('甲。', 0), sentence('乙。', 1), sentence('丙。', 0)].reduce(withSentence, nothing);
  expect(grown.sentences.map(({ text }) => text)).toEqual(['丙。']);
});
