import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { testData } from '@lexhop/foundation/testing';
import { describe, expect, it } from 'vitest';
import { questionsOf } from '../questions.js';
import { readQuestionBank } from './read-question-bank.js';

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
