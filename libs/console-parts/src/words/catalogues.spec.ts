import { describe, expect, it } from 'vitest';
import { catalogues, fill, languages, type WordKey, wordsOf } from './catalogues.js';
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

describe('fill', () => {
  it('puts values in their places, numbers as the language writes them', () => {
    expect(fill('{name}: {count} of {count}', { name: 'a', count: 218_139 }, 'en')).toBe('a: 218,139 of 218,139');
  });

  it('chooses the form for the count', () => {
    const text = '{count} {count|article|articles}';
    expect(fill(text, { count: 1 }, 'en')).toBe('1 article');
    expect(fill(text, { count: 0 }, 'en')).toBe('0 articles');
  });

  it('refuses to show a text with a hole', () => {
    expect(() => fill('{name}', {}, 'en')).toThrow('needs a value for {name}');
  });
});

describe('measures', () => {
  const { bytes, dollars, duration } = wordsOf('en');

  it.each([
    [0, '0\u00A0B'],
    [1023, '1,023\u00A0B'],
    [1024, '1\u00A0KiB'],
    [138_008, '135\u00A0KiB'],
    [2_300_000_000, '2.1\u00A0GiB'],
  ])('%i bytes are %s', (count, text) => expect(bytes(count)).toBe(text));

  it.each([
    [0, '0:00'],
    [42.4, '0:42'],
    [725, '12:05'],
    [11_230, '3:07:10'],
    [-3, '0:00'],
  ])('%d seconds are %s', (seconds, text) => expect(duration(seconds)).toBe(text));

  it('tells cents where a dollar is too much', () => {
    expect([dollars(0), dollars(0.0031), dollars(12.5)]).toEqual(['$0.00', '$0.0031', '$12.50']);
  });
});

describe('the server’s sentences', () => {
  const said = { code: 'isolated', sentence: '2 are isolated.', count: 2, ids: [] };

  it('are told by their code and facts', () => {
    expect(wordsOf('zh-Hant').sentence('build-warning', said)).toBe(
      '2 個條文或項是孤立的：沒有題目邊或引用邊通往或離開它們。',
    );
  });

  it('stay the server’s own in its own language, of an unknown code, and where a fact is missing', () => {
    expect(wordsOf('en').sentence('build-warning', said)).toBeUndefined();
    expect(wordsOf('zh-Hant').sentence('build-warning', { ...said, code: 'new' })).toBeUndefined();
    const { count: _count, ...without } = said;
    expect(wordsOf('zh-Hant').sentence('build-warning', without)).toBeUndefined();
  });
});

const keys = Object.keys(catalogues.en) as WordKey[];

/** Every file of the page that could hold words or name them. */
const files = ['apps/console/src', 'libs/console-parts/src', 'libs/graph-drawing/src'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('words/') && !name.includes('.spec.'))
    .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, 'utf8') })),
);

/** What readers see or hear of an element; only these attributes are words. */
const attributesRead = new Set(['alt', 'aria-description', 'aria-label', 'label', 'placeholder', 'title']);

describe('the words of the page', () => {
  it('say the same in every language: the same values stand in each', () => {
    const unlike = keys.filter(
      (key) => new Set(languages.map((language) => slotsOf(catalogues[language][key]))).size > 1,
    );
    expect(unlike).toEqual([]);
  });

  it('are never empty', () => {
    const empty = keys.filter((key) => languages.some((language) => catalogues[language][key].trim() === ''));
    expect(empty).toEqual([]);
  });

  it('are all used', () => {
    const patterns = files.flatMap(({ name, text }) => keyPatternsOf(name, text));
    const unused = keys.filter((key) => !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });

  it('stand nowhere but in the catalogues', () => {
    const literals = files.filter(({ name }) => name.endsWith('.tsx')).flatMap(({ name, text }) => wordsIn(name, text));
    expect(literals).toEqual([]);
  });
});

/** The names of a text's values, each once, in order of the alphabet. */
function slotsOf(text: string): string {
  return [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => name))]
    .toSorted((one, other) => one.localeCompare(other))
    .join(' ');
}

/** The strings of a file as patterns; what stands between the parts of a template may be anything. */
function keyPatternsOf(name: string, text: string): readonly RegExp[] {
  const patterns: RegExp[] = [];
  visit(parse(name, text), (node) => {
    if (ts.isStringLiteralLike(node)) patterns.push(patternOf([node.text]));
    if (ts.isTemplateExpression(node)) {
      patterns.push(patternOf([node.head.text, ...node.templateSpans.map((span) => span.literal.text)]));
    }
  });
  return patterns;
}

function patternOf(parts: readonly string[]): RegExp {
  const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  // A template without words of its own would name every key.
  return parts.join('').includes('.') ? new RegExp(`^${escaped.join('[\\w-]+')}$`) : /^(?!)$/;
}

function wordsIn(name: string, text: string): readonly string[] {
  const found: string[] = [];
  visit(parse(name, text), (node) => {
    const word = literalOf(node);
    if (word !== undefined && /\p{L}/u.test(word)) found.push(`${name}: ${word.trim()}`);
  });
  return found;
}

/** Text between tags, in braces between tags, or in an attribute that is read out. */
function literalOf(node: ts.Node): string | undefined {
  if (ts.isJsxText(node)) return node.text;
  if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression) return textOf(node.expression);
  if (!ts.isJsxAttribute(node) || !attributesRead.has(node.name.getText())) return undefined;
  const { initializer } = node;
  if (!initializer) return undefined;
  return ts.isJsxExpression(initializer)
    ? initializer.expression && textOf(initializer.expression)
    : textOf(initializer);
}

function textOf(node: ts.Node): string | undefined {
  return ts.isStringLiteralLike(node) ? node.text : undefined;
}

function parse(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  node.forEachChild((child) => visit(child, look));
}
