import { readdirSync, readFileSync, statSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { type SentenceKind, serverSentences } from './catalogues.js';

/** Errors that end a start or a command, or that the page itself tells of, or a log: no answer has their sentence. */
const neverAnswered = new Set([
  'address-taken',
  'data-directory',
  'evaluation-file-invalid',
  'index-file-unusable',
  'postgres-missing',
  'server-unreachable',
  'unknown-article',
  'variant-failed',
  'webhook-not-taken',
]);

/** Where the server's sentences of a kind get their codes: of errors as a field of their class, else beside the sentence. */
const sources: Readonly<Record<SentenceKind, readonly string[]>> = {
  problem: ['libs', 'apps/api/src'],
  note: ['libs/retrieval/src', 'libs/query-understanding/src', 'libs/answering/src'],
  reason: ['libs'],
  estimate: ['libs/graph-build/src/estimate-notes.ts'],
  'build-warning': ['libs/graph-build/src/steps/5-check.ts'],
  'statute-warning': [
    'libs/statutes/src',
    'libs/graph-statutes/src/import-statutes.ts',
    'libs/pseudo-queries/src/question-bank.ts',
  ],
};

/** Functions that are given a code, and at which place. */
const sayers: Readonly<Partial<Record<SentenceKind, readonly [name: string, place: number]>>> = {
  problem: ['problemOf', 1],
  'build-warning': ['warn', 0],
  reason: ['because', 0],
};

/** Those of problems that no class has: where a build ends or waits without an error. */
const ofProblemsWithoutClass = [
  'article-not-drafted',
  'unexpected',
  'step-not-whole',
  'import-cut-off',
  'queue-paused',
  'starting',
];

function codesOf(kind: SentenceKind): readonly string[] {
  const codes = sources[kind].flatMap(filesIn).flatMap((name) => {
    const found: string[] = [];
    const collect = (node: ts.Node) => {
      // The type of another note's code names the field, not a code.
      if (ts.isStringLiteral(node) && !ts.isIndexedAccessTypeNode(node.parent.parent)) found.push(node.text);
    };
    const text = readFileSync(name, 'utf8');
    // Most files say no code, and parsing takes its time.
    if (!(kind === 'reason' ? /\bbecause\(/ : /\bcode\b/).test(text)) return [];
    const [sayer, place = 0] = sayers[kind] ?? [];
    visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true), (node) => {
      if (isCode(node, kind)) visit(node, collect);
      if (ts.isCallExpression(node) && node.expression.getText() === sayer)
        visit(node.arguments[place] ?? node, collect);
    });
    return found;
  });
  return [...new Set([...codes, ...(kind === 'problem' ? ofProblemsWithoutClass : [])])].filter(
    (code) => !neverAnswered.has(code),
  );
}

/** The TypeScript of a folder, or the one file, without tests and what they need. */
function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => `${path}/${name}`)
    .filter((name) => name.endsWith('.ts') && !/\.spec\.|-spec\.|\/testing\/|\/dist\/|\.d\.ts$/.test(name));
}

function isCode(node: ts.Node, kind: SentenceKind): boolean {
  if (ts.isPropertyDeclaration(node)) return kind === 'problem' && node.name.getText() === 'code';
  if (kind === 'reason') return false;
  const isBeside = ts.isPropertyAssignment(node) || ts.isPropertySignature(node) || ts.isVariableDeclaration(node);
  return isBeside && kind !== 'problem' && node.name.getText() === 'code';
}

/** The fields of each class of errors, which an answer has beside its sentence, by the class's code. */
function fieldsByCode(): readonly (readonly [code: string, fields: readonly string[]])[] {
  return sources.problem.flatMap(filesIn).flatMap((name) => {
    const found: (readonly [string, readonly string[]])[] = [];
    const text = readFileSync(name, 'utf8');
    if (!/readonly code = '/.test(text)) return [];
    visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true), (node) => {
      if (!ts.isClassDeclaration(node)) return;
      const own = node.members.filter(ts.isPropertyDeclaration);
      const given = node.members.filter(ts.isConstructorDeclaration).flatMap(({ parameters }) => parameters);
      const code = own.find((field) => field.name.getText() === 'code')?.initializer;
      if (!code || !ts.isStringLiteral(code)) return;
      const kept = given.filter((parameter) => ts.isParameterPropertyDeclaration(parameter, parameter.parent));
      found.push([code.text, [...own, ...kept].map((field) => field.name.getText())]);
    });
    return found;
  });
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  node.forEachChild((child) => visit(child, look));
}

describe('the server’s sentences in the reader’s language', () => {
  const known = Object.keys(serverSentences['zh-Hant'] ?? {});
  const kinds = Object.keys(sources) as SentenceKind[];
  const codes = new Map(kinds.map((kind) => [kind, codesOf(kind)]));
  const fewest: Readonly<Record<SentenceKind, number>> = {
    problem: 60,
    note: 20,
    reason: 25,
    estimate: 8,
    'build-warning': 10,
    'statute-warning': 15,
  };

  it.each(kinds)('has every code of a %s', (kind) => {
    const ofKind = codes.get(kind) ?? [];
    expect(ofKind.length).toBeGreaterThanOrEqual(fewest[kind]);
    expect(ofKind.filter((code) => !known.includes(`server.${kind}.${code}`))).toEqual([]);
  });

  it('needs no fact of an error that its class does not have', () => {
    const classes = fieldsByCode();
    expect(classes.length).toBeGreaterThan(50);
    const missing = classes.flatMap(([code, fields]) => {
      const text = serverSentences['zh-Hant']?.[`server.problem.${code}`] ?? '';
      const needed = Array.from(text.matchAll(/\{(\w+)/g), ([, fact = '']) => fact);
      return needed.filter((fact) => !fields.includes(fact)).map((fact) => `${code}: ${fact}`);
    });
    expect(missing).toEqual([]);
  });

  it('has no text that nothing says', () => {
    const said = [...codes].flatMap(([kind, ofKind]) => ofKind.map((code) => `server.${kind}.${code}`));
    expect(known.filter((key) => !said.includes(key))).toEqual([]);
  });
});
