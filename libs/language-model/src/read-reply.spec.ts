import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ReplyError } from './errors.js';
import { readReply } from './read-reply.js';

const schema = z.object({ articles: z.array(z.object({ id: z.string(), lay: z.array(z.string()) })).min(1) });
type Value = z.infer<typeof schema>;

const usage = { inputTokens: 1, outputTokens: 1 };
const read = (text: string) => readReply('fake/model', { text, usage }, schema).value;
const faultOf = (text: string) => {
  try {
    read(text);
  } catch (thrown) {
    if (thrown instanceof ReplyError) return thrown.fault;
    throw thrown;
  }
  return undefined;
};

const draft = JSON.stringify({ articles: [{ id: 'draft', lay: ['思考中的草稿？'] }] });
const fencedDraft = `\`\`\`json\n${draft}\n\`\`\``;

/** Everything that may stand around an answer; what it is put around stays the last value outside of reasoning. */
const dresses: readonly ((text: string) => string)[] = [
  (text) => `<think>\nLet me think about {"articles": []}.\n</think>\n\n${text}`,
  (text) => `<think>Draft first:\n${fencedDraft}\nBetter:</think>${text}`,
  (text) => `先想想 ${draft}。\n</think>\n\n${text}`,
  (text) => `<thinking>${draft}</thinking>${text}<thinking>Is it right? ${draft}</thinking>`,
  (text) => `<reasoning effort="high">${draft}</reasoning>\n${text}`,
  (text) => `[THINK]${fencedDraft}[/THINK]${text}`,
  (text) => `◁think▷${draft}◁/think▷${text}`,
  (text) => `<|START_THINKING|>${draft}<|END_THINKING|>${text}`,
  (text) =>
    `<|channel|>analysis<|message|>${draft}<|end|><|start|>assistant<|channel|>final<|message|>${text}<|return|>`,
  (text) =>
    `<|channel|>analysis<|message|>${draft}<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>${text}`,
  (text) => `\uFEFF${text}`,
  (text) => `Here is the JSON you asked for:\n\n${text}\n\nLet me know, if {anything} is missing.`,
  (text) => `這是草稿：${draft}\n這是定稿：\n${text}`,
  (text) => `\`\`\`json\n${text}\n\`\`\``,
  (text) => `\`\`\`json ${text} \`\`\``,
  (text) => `\`\`\`\n${text}\n\`\`\`\n`,
  (text) => `~~~JSON5\n${text}\n~~~`,
  (text) => `${text}\n<|im_end|>`,
  (text) => `${text}<｜end▁of▁sentence｜>`,
  (text) => `${text}</s>`,
  (text) => `<|begin_of_box|>${text}<|end_of_box|>`,
  (text) => `[${text}]`,
  (text) => `<analysis>${draft}</analysis>${text}<scratchpad>${draft}</scratchpad>`,
  (text) => `<think>${fencedDraft}</ think >${text}`,
  (text) => `<antThinking>${draft}</antThinking>${text}`,
];

/** JSON as people and careless models write it. */
function carelessly(given: unknown, quote: '"' | "'" | '', indent = ''): string {
  const text = (plain: string) => {
    const mark = quote || '"';
    const inner = JSON.stringify(plain)
      .slice(1, -1)
      .replaceAll(String.raw`\"`, '"')
      .replaceAll(mark, `\\${mark}`);
    return `${mark}${inner.replaceAll(/(?<!\\)((?:\\\\)*)\\n/gu, '$1\n')}${mark}`;
  };
  if (typeof given === 'string') return text(given);
  const items = Array.isArray(given)
    ? given.map((item) => carelessly(item, quote, `${indent} `))
    : Object.entries(given as object).map(
        ([key, item]) => `${quote === '' ? key : text(key)}: ${carelessly(item, quote, `${indent} `)}`,
      );
  const [open, close] = Array.isArray(given) ? '[]' : '{}';
  return `${open}${items.map((item) => `\n${indent} ${item},`).join('')} // so far\n${indent}${close}`;
}

/** Strings as questions have them, and what would lead a careless reader astray. */
const letters = fc.constantFrom(
  ...Array.from('押金多久？ a"\\{}[]`:,\n…'),
  '```json',
  '{"articles":',
  '}]}',
  '\\"',
  '[THINK',
);
const string = fc.string({ unit: letters, maxLength: 20 });
const value: fc.Arbitrary<Value> = fc.record({
  articles: fc.array(fc.record({ id: string, lay: fc.array(string, { maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
});
const written = fc.tuple(value, fc.constantFrom(undefined, 1, '\t'));

describe('readReply', () => {
  it('reads the same value in every dress, and in two dresses', () => {
    const dress = fc.constantFrom(...dresses);
    fc.assert(
      fc.property(written, dress, fc.option(dress), ([answer, indent], inner, outer) => {
        const text = inner(JSON.stringify(answer, null, indent));
        expect(read(outer ? outer(text) : text)).toEqual(answer);
      }),
      { numRuns: 500 },
    );
  });

  it('reads what only careless JSON has: trailing commas, single quotes, bare keys, comments, line breaks in texts', () => {
    fc.assert(
      fc.property(
        value,
        fc.constantFrom('"', "'", ''),
        fc.option(fc.constantFrom(...dresses)),
        (answer, quote, dress) => {
          const text = carelessly(answer, quote);
          expect(read(dress ? dress(text) : text)).toEqual(answer);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('reads a list without its object in every dress without a draft, and says what was not as asked for', () => {
    const undrafted = dresses.filter((dress) => faultOf(dress('')) !== undefined);
    fc.assert(
      fc.property(value, fc.option(fc.constantFrom(...undrafted)), ({ articles }, dress) => {
        const list = JSON.stringify(articles);
        const reply = { text: dress ? dress(list) : list, usage };
        const expected = { value: { articles }, misfit: expect.stringMatching(/^at "/u) as string };
        expect(readReply('fake/model', reply, schema)).toMatchObject(expected);
      }),
    );
  });

  it.each([
    ['quotes in type', '{“articles”: [{“id”: “A:1”, “lay”: [“押金何時退？”]}]}'],
    [
      'entities of a page',
      '{&quot;articles&quot;:[{&quot;id&quot;:&quot;A:1&quot;,&quot;lay&quot;:[&quot;押金何時退？&quot;]}]}',
    ],
    ['Python’s words', '{"articles": [{"id": "A:1", "lay": ["押金何時退？"], "note": None, "done": True}]}'],
    [
      'the call of a tool in a list',
      '[TOOL_CALLS] [{"name":"f","arguments":{"articles":[{"id":"A:1","lay":["押金何時退？"]}]}}]',
    ],
  ])('reads %s', (_name, text) => {
    expect(read(text)).toMatchObject({ articles: [{ id: 'A:1', lay: ['押金何時退？'] }] });
  });

  it('reads quotes within a text that nobody escaped, and refuses what could end it', () => {
    const reply = (question: string) => `{"articles":[{"id":"A:1","lay":["${question}","乙？"]}]}`;
    expect(read(reply('所謂"押金"何時退？')).articles[0]?.lay).toEqual(['所謂"押金"何時退？', '乙？']);
    expect(faultOf(reply('他說"是",然後呢'))).toBeDefined();
  });

  it('reads JSON that was encoded twice', () => {
    fc.assert(
      fc.property(value, (answer) => {
        expect(read(JSON.stringify(JSON.stringify(answer)))).toEqual(answer);
      }),
    );
  });

  it('reads nothing out of a reply that is cut anywhere, whatever drafts came before', () => {
    const start = fc.constantFrom(
      '',
      `<think>${fencedDraft}</think>`,
      `草稿：${draft}\n`,
      '```json\n',
      `<think>${draft}`,
    );
    fc.assert(
      fc.property(value, start, fc.double({ min: 0, max: 0.999, noNaN: true }), (answer, before, share) => {
        const json = JSON.stringify(answer);
        const cut = json.slice(0, Math.max(1, Math.floor(json.length * share)));
        expect(faultOf(before + cut)).toBeDefined();
      }),
    );
  });

  it.each([
    ['', 'it is not JSON, or is cut short.'],
    ['I would rather not.', 'it is not JSON, or is cut short.'],
    ['{"articles": [{"id": "a", "lay": []}', 'it is not JSON, or is cut short.'],
    [`<think>${draft}`, 'it is reasoning only, without an answer.'],
    [`<think>${draft}</think>`, 'it is reasoning only, without an answer.'],
    ['{"articles": []}', /^at "articles": /u],
    ['{"articles": [{"id": 1, "lay": []}]}', /^at "articles\.0\.id": /u],
    ['[1, 2]', /^at "": /u],
    ["{'articles': [{'id': 'a', 'lay': ['It's long?']}]}", 'it is not JSON, or is cut short.'],
    ['[{"id": "a", "lay": []}', 'it is not JSON, or is cut short.'],
    [`{"draft": ${draft}, "final": ${draft}}`, /^at "articles": /u],
    ['null', /^at "": /u],
    ['5', /^at "": /u],
  ])('says what is wrong with %j', (text, fault) => {
    expect(faultOf(text)).toMatch(fault);
  });

  it('takes the last value that fits, not one after it that does not', () => {
    expect(read(`${draft} {"note": "done"}`).articles[0]?.id).toBe('draft');
  });

  it.each([
    ['{"x'.repeat(300_000)],
    ['{x'.repeat(300_000)],
    ['<think></think>'.repeat(100_000)],
    ['<think>'.repeat(200_000)],
    ['"\\'.repeat(300_000)],
    [`${'['.repeat(300_000)}${']'.repeat(300_000)}`],
    [`${'[{'.repeat(100_000)}${'}]'.repeat(100_000)}`],
    [`{"a":[${"  '  ".repeat(100_000)}]}`],
    [`{"a":"${'\\\\'.repeat(300_000)}`],
  ])('is done soon with a long reply that is none', (text) => {
    const begun = performance.now();
    expect(faultOf(text)).toBeDefined();
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});
