import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testData } from '@lexhop/foundation/testing';
import { QuestionBankError } from './errors.js';
import { type BankEntry, type BankReading, readQuestionBank, writeQuestionBankLine } from './question-bank.js';
import { questionsOf } from './questions.js';

const good: BankEntry = {
  article: 'J0070017:10-1',
  incoming: ['保護什麼？', '保護範圍為何？'],
  outgoing: ['一？', '二？', '三？', '四？'],
};

async function collect(reading: AsyncIterable<BankReading>): Promise<BankReading[]> {
  const readings: BankReading[] = [];
  for await (const one of reading) readings.push(one);
  return readings;
}

async function read(content: string | Uint8Array, chunkBytes = 7): Promise<BankReading[]> {
  const bytes = Buffer.from(content);
  async function* chunks() {
    for (let start = 0; start < bytes.length; start += chunkBytes) yield bytes.subarray(start, start + chunkBytes);
  }
  return collect(readQuestionBank(chunks(), { fileName: 'bank.jsonl' }));
}

const entriesOf = (readings: readonly BankReading[]) =>
  readings.flatMap((reading) => (reading.kind === 'entry' ? [reading.entry] : []));
const warningsOf = (readings: readonly BankReading[]) =>
  readings.flatMap((reading) => (reading.kind === 'warning' ? [reading.sentence] : []));

describe('readQuestionBank', () => {
  it('reads one entry a line, with its line number', async () => {
    const readings = await read(`${JSON.stringify(good)}\n\n${JSON.stringify({ ...good, article: 'J0070017:11' })}\n`);
    expect(readings.map(({ kind, line }) => [kind, line])).toEqual([
      ['entry', 1],
      ['entry', 3],
    ]);
    expect(entriesOf(readings)[0]).toEqual(good);
  });

  it('warns of an article with 10,000 questions and of a line of 2 MB, and uses neither', async () => {
    const questions = Array.from({ length: 10_000 }, (_, index) => `第 ${index} 問？`);
    const many = JSON.stringify({ ...good, incoming: questions });
    const long = JSON.stringify({ ...good, incoming: ['問'.repeat(700_000)] });
    const readings = await read([JSON.stringify(good), many, long].join('\n'), 65_536);
    expect(entriesOf(readings)).toEqual([good]);
    expect(warningsOf(readings)).toEqual([
      expect.stringMatching(/line 2 is not an entry: incoming/),
      expect.stringMatching(/line 3 is longer than 1048576 bytes/),
    ]);
  });

  it('reads a file with a byte order mark, Windows line ends and no line end at its end', async () => {
    const readings = await read(`\uFEFF${JSON.stringify(good)}\r\n${JSON.stringify(good)}`);
    expect(readings.map(({ kind }) => kind)).toEqual(['entry', 'entry']);
  });

  it('warns of a bad line with file, line and reason, and reads the rest', async () => {
    const bad = [
      '{"article":',
      '[]',
      '{"article":"x","incoming":"?","outgoing":[]}',
      '{"article":"x","incoming":[],"outgoing":[],"answer":1}',
    ];
    const readings = await read([JSON.stringify(good), ...bad, JSON.stringify(good)].join('\n'));
    expect(entriesOf(readings)).toEqual([good, good]);
    expect(warningsOf(readings)).toEqual([
      'bank.jsonl: line 2 is not JSON; it is not used.',
      expect.stringMatching(/^bank\.jsonl: line 3 is not an entry: .+; it is not used\.$/),
      expect.stringMatching(/^bank\.jsonl: line 4 is not an entry: incoming: .+; it is not used\.$/),
      expect.stringMatching(/^bank\.jsonl: line 5 is not an entry: .*"answer".*; it is not used\.$/),
    ]);
  });

  it('warns of a line that is not UTF-8 and of one that is too long', async () => {
    const line = Buffer.from(`${JSON.stringify(good)}\n`);
    const long = Buffer.from(`${JSON.stringify({ ...good, outgoing: ['長'.repeat(1 << 19)] })}\n`);
    const readings = await read(Buffer.concat([line, Buffer.from([0xff, 0xfe, 0x0a]), long, line]), 1 << 16);
    expect(entriesOf(readings)).toHaveLength(2);
    expect(warningsOf(readings)).toEqual([
      'bank.jsonl: line 2 is not UTF-8; it is not used.',
      'bank.jsonl: line 3 is longer than 1048576 bytes; it is not used.',
    ]);
  });

  it('uses an entry with too few questions, and says so', async () => {
    const readings = await read(JSON.stringify({ ...good, incoming: ['一？'] }));
    expect(entriesOf(readings)).toHaveLength(1);
    expect(warningsOf(readings)).toEqual([
      'bank.jsonl: line 1: J0070017:10-1 has 1 incoming and 4 outgoing questions; at least 2 and 4 are expected.',
    ]);
  });

  it('has one clear error for a file that is no bank, and yields nothing of it', async () => {
    const reading = read('{"LawName":"著作權法",\n"Articles":[]}\n');
    await expect(reading).rejects.toThrow(QuestionBankError);
    await expect(reading).rejects.toThrow('bank.jsonl is not a question bank: line 1 is not JSON.');
  });

  it('gives up on another kind of file after 20 lines', async () => {
    let linesRead = 0;
    async function* endless() {
      for (;;) {
        linesRead += 1;
        yield Buffer.from('a,b,c\n');
      }
    }
    const reading = collect(readQuestionBank(endless(), { fileName: 'table.csv' }));
    await expect(reading).rejects.toThrow('table.csv is not a question bank: line 1 is not JSON.');
    expect(linesRead).toBe(20);
  });

  it('takes an empty file for an empty bank', async () => {
    expect(await read('\n')).toEqual([]);
  });

  it('reads back every entry that is written, however the bytes are cut, and writes the same bytes again', async () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((value) => value.trim() === value && value !== '');
    const optional = { requiredKeys: ['article', 'incoming', 'outgoing'] as ('article' | 'incoming' | 'outgoing')[] };
    const entry = fc.record(
      {
        article: text,
        incoming: fc.array(text, { maxLength: 4 }),
        outgoing: fc.array(text, { maxLength: 4 }),
        contentHash: fc.constant('ab'.repeat(32)),
        draftedBy: text,
        promptVersion: text,
      },
      optional,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { maxLength: 5 }),
        fc.integer({ min: 1, max: 50 }),
        async (entries, chunkBytes) => {
          const file = entries.map(writeQuestionBankLine).join('');
          const readBack = entriesOf(await read(file, chunkBytes));
          expect(readBack).toEqual(entries);
          expect(readBack.map(writeQuestionBankLine).join('')).toBe(file);
        },
      ),
    );
  });
});

const path = testData('eval/tw-everyday/question-bank.jsonl');

describe('the real question bank', () => {
  it('gives 16,260 questions with keywords for 2,710 articles, without a warning', async () => {
    let articles = 0;
    const ids = new Set<string>();
    let withoutKeywords = 0;
    for await (const reading of readQuestionBank(createReadStream(path), { fileName: basename(path) })) {
      if (reading.kind === 'warning') throw new Error(reading.sentence);
      articles += 1;
      for (const question of questionsOf(reading.entry.article, reading.entry)) {
        ids.add(question.id);
        if (question.keywords.length === 0) withoutKeywords += 1;
      }
    }
    expect({ articles, questions: ids.size }).toEqual({ articles: 2710, questions: 16_260 });
    expect(withoutKeywords).toBeLessThan(10);
  });
});
