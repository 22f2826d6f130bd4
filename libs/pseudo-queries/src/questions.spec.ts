import { pseudoQueryId, pseudoQuerySchema } from '@lexhop/graph-model';
import { describe, expect, it } from 'vitest';
import { questionsOf } from './questions.js';

const drafted = {
  incoming: ['薪水可以被扣嗎？', '工資得否預扣？'],
  outgoing: ['違反時如何處罰？', '工資如何給付？', '誰是雇主？', '何謂工資？'],
  draftedBy: 'openai-compatible/gpt',
};

describe('questionsOf', () => {
  it('gives incoming questions first, in order, each with id, keywords and who drafted it', () => {
    const questions = questionsOf('N0030001:26', drafted);
    expect(questions.map(({ text }) => text)).toEqual([...drafted.incoming, ...drafted.outgoing]);
    expect(questions.map(({ direction }) => direction)).toEqual([
      ...Array<string>(2).fill('incoming'),
      ...Array<string>(4).fill('outgoing'),
    ]);
    expect(questions[1]).toEqual({
      id: pseudoQueryId('N0030001:26', 'incoming', '工資得否預扣？'),
      nodeId: 'N0030001:26',
      direction: 'incoming',
      text: '工資得否預扣？',
      keywords: ['工資', '預扣'],
      draftedBy: 'openai-compatible/gpt',
    });
    for (const question of questions) expect(pseudoQuerySchema.parse(question)).toEqual(question);
  });

  it('names the question bank where nobody else is named', () => {
    const { draftedBy: _, ...anonymous } = drafted;
    expect(new Set(questionsOf('N0030001:26', anonymous).map(({ draftedBy }) => draftedBy))).toEqual(
      new Set(['question-bank']),
    );
  });

  it('keeps the first of questions that say the same, in each direction', () => {
    const questions = questionsOf('a:1', {
      incoming: [' 何謂工資？ ', '何謂工資?', '何謂 工資'],
      outgoing: ['何謂工資？', 'Who pays?', 'who pays', ' '],
    });
    expect(questions.map(({ direction, text }) => [direction, text])).toEqual([
      ['incoming', '何謂工資？'],
      ['outgoing', '何謂工資？'],
      ['outgoing', 'Who pays?'],
    ]);
  });

  it('gives the same ids every time, and others to another node', () => {
    const ids = (nodeId: string) => questionsOf(nodeId, drafted).map(({ id }) => id);
    expect(ids('a:1')).toEqual(ids('a:1'));
    expect(ids('a:1').filter((id) => ids('a:2').includes(id))).toEqual([]);
  });
});
