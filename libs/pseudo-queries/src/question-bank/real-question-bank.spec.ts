import { createReadStream, existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { questionsOf } from '../questions-of.js';
import { readQuestionBank } from './read-question-bank.js';

const shared = process.env['LEXHOP_SHARED'] ?? resolve(process.cwd(), '../shared');
const path = resolve(shared, 'pseudo-queries/tw-everyday.question-bank.jsonl');
if (!existsSync(path))
  console.warn(`Skipped: no question bank at ${path}; set LEXHOP_SHARED to the folder that has one.`);

describe.skipIf(!existsSync(path))('the real question bank', () => {
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
