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

/** Functions whose first argument is a code. */
const sayers: Readonly<Partial<Record<SentenceKind, string>>> = { 'build-warning': 'warn', reason: 'because' };

/** Those of problems that no class has: where a build ends or waits without an error, and what Nest throws. */
const ofProblemsWithoutClass = [
  'article-not-drafted',
  'unexpected',
  'step-not-whole',
  'import-cut-off',
  'queue-paused',
  'internal',
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
    visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true), (node) => {
      if (isCode(node, kind)) visit(node, collect);
      if (ts.isCallExpression(node) && node.expression.getText() === sayers[kind])
        visit(node.arguments[0] ?? node, collect);
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

  it('has no text that nothing says', () => {
    const said = [...codes].flatMap(([kind, ofKind]) => ofKind.map((code) => `server.${kind}.${code}`));
    expect(known.filter((key) => !said.includes(key))).toEqual([]);
  });
});
