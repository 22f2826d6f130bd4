import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { catalogues, languages, type WordKey } from './catalogues.js';

const source = fileURLToPath(new URL('..', import.meta.url));
const keys = Object.keys(catalogues.en) as WordKey[];

/** Every file of the page that could hold words or name them. */
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(
    (name) =>
      /\.tsx?$/.test(name) && !name.startsWith('words/') && !name.includes('.spec.') && name !== 'server/rest.ts',
  )
  .map((name) => ({ name, text: readFileSync(`${source}${name}`, 'utf8') }));

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
