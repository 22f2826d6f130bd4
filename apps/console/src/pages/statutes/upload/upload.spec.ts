import { describe, expect, it } from 'vitest';
import { inOrderOfConcern, type StatutesRead, type Upload, uploadKindOf, uploadTotals } from './upload.js';

const read = (counts: Partial<StatutesRead>): StatutesRead => ({
  file: 'a.json',
  statutes: 1,
  articles: 10,
  headings: 0,
  repealed: 1,
  added: 1,
  replaced: 0,
  unchanged: 0,
  warnings: [],
  warningCount: 0,
  ...counts,
});

const facts = (id: number) => ({ id, path: `${id}.json`, bytes: 100, sent: 0 });
const uploads: readonly Upload[] = [
  { ...facts(0), state: 'waiting' },
  { ...facts(1), state: 'read', kind: 'statutes', read: read({}) },
  { ...facts(2), sent: 40, state: 'sending' },
  { ...facts(3), state: 'read', kind: 'statutes', read: read({ warningCount: 2, added: 0, replaced: 1 }) },
  { ...facts(4), state: 'failed', error: new Error('bad') },
];

describe('uploads', () => {
  it('are question banks by their name, statutes otherwise', () => {
    expect(['a/b.jsonl', 'B.NDJSON', 'ChLaw.json', 'x.md', 'jsonl'].map(uploadKindOf)).toEqual([
      'question-bank',
      'question-bank',
      'statutes',
      'statutes',
      'statutes',
    ]);
  });

  it('are counted: files, bytes, and what was read', () => {
    expect(uploadTotals(uploads)).toMatchObject({ files: 5, ended: 3, failed: 1, bytes: 500, sent: 340 });
    expect(uploadTotals(uploads)).toMatchObject({ statutes: 2, articles: 20, repealed: 2, added: 1, replaced: 1 });
    expect(uploadTotals(uploads)).toMatchObject({ warnings: 2 });
  });

  it('come in the order in which they need to be looked at', () => {
    expect(inOrderOfConcern(uploads).map(({ id }) => id)).toEqual([4, 3, 2, 0, 1]);
  });
});
