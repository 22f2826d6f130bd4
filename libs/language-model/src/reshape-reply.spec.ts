import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { reshaped } from './reshape-reply.js';

const schema = z.object({ articles: z.array(z.object({ id: z.string(), lay: z.array(z.string()) })) });
type Value = z.infer<typeof schema>;

const word = fc.string({ unit: fc.constantFrom(...Array.from('押金多久？a"\\,[{ ')), maxLength: 12 });
const value: fc.Arbitrary<Value> = fc.record({
  articles: fc.array(fc.record({ id: word, lay: fc.array(word, { maxLength: 3 }) }), { minLength: 1, maxLength: 3 }),
});

const eachArticle = (change: (article: Value['articles'][number]) => unknown) => (answer: Value) => ({
  articles: answer.articles.map(change),
});

/** What models make of the value that was asked for. */
const shapes: Readonly<Record<string, (answer: Value) => unknown>> = {
  'the list alone': ({ articles }) => articles,
  'the list under another key': ({ articles }) => ({ items: articles }),
  'the list under its key in other letters': ({ articles }) => ({ ARTICLES: articles }),
  'the list beside other values': ({ articles }) => ({ status: 'ok', count: 2, drafted: articles, notes: [] }),
  'a wrapper': (answer) => ({ result: answer }),
  'two wrappers beside other values': (answer) => ({ ok: true, data: { usage: {}, output: answer } }),
  'a wrapper around the list alone': ({ articles }) => ({ response: { data: articles } }),
  'a wrapper and what was thought': (answer) => ({ thoughts: { articles: [] }, answer }),
  'a value encoded once more': (answer) => ({ arguments: JSON.stringify(answer) }),
  'a list in place of the one item': ({ articles: [article] }) => ({ articles: article }),
  'the one item alone': ({ articles: [article] }) => article,
  'numbered values in place of a list': ({ articles }) => ({ articles: Object.fromEntries(articles.entries()) }),
  'keys among other words': eachArticle(({ id, lay }) => ({ articleId: id, lay_questions: lay })),
  'the only other key': eachArticle(({ id, lay }) => ({
    id,
    everyday: lay.length > 0 ? lay : undefined,
    lay: lay.length > 0 ? undefined : lay,
  })),
  'objects in place of texts': eachArticle(({ id, lay }) => ({
    id,
    lay: lay.map((text, index) => ({ index, question: text })),
  })),
  'items with wrappers of their own': eachArticle((article) => ({ article })),
};

describe('reshaped', () => {
  it.each(Object.entries(shapes))('reads %s', (name, shape) => {
    const isOfOne = name.includes('the one item');
    fc.assert(
      fc.property(value, (answer) => {
        const expected = isOfOne ? { articles: answer.articles.slice(0, 1) } : answer;
        const given: unknown = JSON.parse(JSON.stringify(shape(answer)));
        expect(schema.parse(reshaped(given, schema))).toEqual(expected);
      }),
    );
  });

  it('reads one line in place of a list of texts, and one numbered object', () => {
    const list = (lay: unknown) => reshaped({ articles: [{ id: 'a', lay }] }, schema);
    expect(list('押金多久？')).toEqual({ articles: [{ id: 'a', lay: ['押金多久？'] }] });
    expect(list({ '1': '一？', '2': '二？' })).toEqual({ articles: [{ id: 'a', lay: ['一？', '二？'] }] });
  });

  const article = { id: 'a', lay: ['一？'] };
  it.each([
    ['nothing', {}],
    ['an empty list', []],
    ['an empty list under another key', { items: [] }],
    ['two lists that would do', { one: [article], two: [article] }],
    ['two wrappers that would do', { draft: { articles: [article] }, final: { articles: [article] } }],
    ['what was only thought', { reasoning: { articles: [article] } }],
    ['a value three levels deeper', { a: { b: { c: { articles: [article] } } } }],
    ['objects of two texts', { articles: [{ id: 'a', lay: [{ question: '一？', answer: '二。' }] }] }],
    ['several lines of text', { articles: [{ id: 'a', lay: '1. 一？\n2. 二？' }] }],
    ['two keys that would do', { articles: [{ id: 'a', lay_questions: ['一？'], questions_lay: ['二？'] }] }],
    ['two other lists', { articles: [{ id: 'a', everyday: ['一？'], formal: ['二？'] }] }],
    ['a number in place of a text', { articles: [{ id: 1, lay: [] }] }],
    ['gaps in the numbers of a list', { articles: [{ id: 'a', lay: { '1': '一？', '3': '三？' } }] }],
    ['null', null],
  ])('leaves %s, for the schema to refuse', (_, given) => {
    expect(schema.safeParse(reshaped(given, schema)).success).toBe(false);
  });

  it('keeps what is optional where it is, and never fills it from elsewhere', () => {
    const reading = z.object({
      translation: z.string().nullish(),
      issues: z.array(z.string()).max(3),
      passage: z.string().nullish(),
    });
    expect(reading.parse(reshaped({ phrases: ['重製'], note: '略', passage: null }, reading))).toEqual({
      issues: ['重製'],
      passage: null,
    });
    expect(reading.parse(reshaped(['重製', '合理使用'], reading))).toEqual({ issues: ['重製', '合理使用'] });
    expect(reading.safeParse(reshaped(['一', '二', '三', '四'], reading)).success).toBe(false);
  });
});
