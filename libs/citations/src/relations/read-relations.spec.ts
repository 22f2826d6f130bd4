import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRelations } from './read-relations.js';
import type { RelationKind } from './relation.js';

interface Labelled {
  readonly kind: RelationKind;
  readonly source: string;
  readonly text: string;
  /** What the sentence says of this kind, read by hand: the provisions, terms or orders; empty where it says nothing. */
  readonly about: readonly string[];
}

const fixture = readFileSync(new URL('./relations.fixture.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Labelled);

const kinds = ['delegates', 'made-under', 'penalises', 'defines', 'applies', 'excepts'] as const;

describe.each(kinds)('sentences labelled by hand: %s', (kind) => {
  const sentences = fixture.filter((sentence) => sentence.kind === kind);

  it('are read with precision of at least .98 and recall of at least .95', () => {
    let [right, read, labelled] = [0, 0, 0];
    const faults: string[] = [];
    for (const { text, about, source } of sentences) {
      const found = readRelations(text)
        .filter((relation) => relation.kind === kind)
        .map((relation) => text.slice(relation.about.start, relation.about.end));
      const exact = kind === 'defines' || kind === 'delegates';
      const missing = about.filter((words) => !found.some((one) => (exact ? one === words : one.includes(words))));
      const wrong = found.filter((one) => !about.some((words) => (exact ? one === words : one.includes(words))));
      right += about.length - missing.length;
      labelled += about.length;
      read += about.length - missing.length + wrong.length;
      if (missing.length + wrong.length > 0) faults.push(`${source}: not ${missing.join('|')}, but ${wrong.join('|')}`);
    }
    expect(sentences.length).toBeGreaterThanOrEqual(100);
    const good = right / read >= 0.98 && right / labelled >= 0.95;
    expect(good ? [] : faults).toEqual([]);
  });
});

describe('readRelations', () => {
  it('reads the entries of a list by the line that introduces it', () => {
    const text = '有下列情形之一者，處新臺幣三萬元以上罰鍰：\n一、違反第五條規定。\n二、未依第六條第一項規定申報。';
    const found = readRelations(text).map(({ kind, about }) => [kind, text.slice(about.start, about.end)]);
    expect(found).toEqual([
      ['penalises', '第五條規定'],
      ['penalises', '第六條第一項規定申報'],
    ]);
  });

  it('reads a list of provisions to its end, however long', () => {
    const list = Array.from({ length: 60 }, (_, place) => `第${place + 1}條第一項`).join('、');
    const text = `違反${list}規定者，處罰鍰。`;
    expect(readRelations(text).map(({ about }) => text.slice(about.start, about.end))).toEqual([`${list}規定者`]);
  });

  it.each([
    '本法施行前依電子票證條例許可設立之機構，應於一年內調整至符合規定。',
    '本規則及主管機關依證券交易法第六十一條規定之事項。',
    '本會除依請願法規定辦理外，另訂定本辦法。',
  ])('does not take for what an order is made under: %s', (text) => {
    expect(readRelations(text).filter(({ kind }) => kind === 'made-under')).toEqual([]);
  });

  it('reads the terms of a list of definitions', () => {
    const text = '本法用詞，定義如下：\n一、著作：指屬於文學之創作。\n二、著作人：指創作著作之人。';
    expect(readRelations(text).map(({ about }) => text.slice(about.start, about.end))).toEqual(['著作', '著作人']);
  });

  it.each([
    '除',
    '不受',
    '違反第五條',
    '，前條規定',
    '（以下簡稱',
    '由',
    '所稱',
    '辦法由',
    '一、違反第五條，處罰鍰：\n',
    '準用',
    '，準用之',
    '第五條，',
    '本辦法依',
    '依民法',
    'The Regulations ',
    'Article 5 shall ',
    'Article ',
    'violates ',
    '"A',
    '; Except for ',
  ])('passes over %j, however often it is said', (words) => {
    expect(readRelations(words.repeat(5_000)).length).toBeLessThanOrEqual(5_000);
  });

  it.each(['發起人違反前項準用第五條規定者，處罰鍰。', '依第十條準用第五條第一項規定辦理。'])(
    'takes what is said of another article’s words for no statement: %s',
    (text) => {
      expect(readRelations(text).filter(({ kind }) => kind === 'applies')).toEqual([]);
    },
  );

  it.each([
    ['Article 24 and Article 25 shall apply mutatis mutandis to any change.', 'applies', 'Article 24 and Article 25'],
    [
      'Where it ends, Paragraph 4 of Article 28 shall apply mutatis mutandis to it.',
      'applies',
      'Paragraph 4 of Article 28',
    ],
    [
      'The provisions of Article 13 shall not apply to works completed before.',
      'excepts',
      'The provisions of Article 13',
    ],
    ['Except as provided in Article 5, no fee is charged.', 'excepts', 'Article 5'],
    [
      'To count days, except those referred to in Paragraph 1 of Article 33, Paragraph 4 of Article 75, and Article 103, the first is left out.',
      'excepts',
      'those referred to in Paragraph 1 of Article 33, Paragraph 4 of Article 75, and Article 103',
    ],
    ['The term “sign” used in the preceding paragraph refers to what is seen.', 'defines', 'sign'],
    ['The regulations concerning disputes shall be drafted by the Ministry.', 'delegates', 'regulations'],
    ['The provisions on trademarks, except Paragraph 8 of Article 19, apply.', 'excepts', 'Paragraph 8 of Article 19'],
    ['A person who violates Article 112 shall be punished by imprisonment.', 'penalises', 'Article 112'],
    ['A fine shall be imposed for violations of Article 59 or Article 64.', 'penalises', 'Article 59 or Article 64'],
    ['A fine shall be imposed on whoever:\n1. Violates Article 16.', 'penalises', 'Article 16'],
    ['"Public display" means to display to the public.', 'defines', 'Public display'],
    ['“An original” means the object to which a work is first fixed.', 'defines', 'original'],
    ['The term “work” as used in this Act refers to a creation.', 'defines', 'work'],
    ['The competent authority is the Ministry (hereinafter as “MOEA”).', 'defines', 'MOEA'],
    [
      'The Enforcement Rules of this Act shall be prescribed by the competent authority.',
      'delegates',
      'Enforcement Rules',
    ],
    [
      'These Regulations are prescribed pursuant to Paragraph 2 of Article 13 of the Trademark Act.',
      'made-under',
      'Paragraph 2 of Article 13 of the Trademark Act',
    ],
  ])('reads %j: %s', (text, kind, about) => {
    const found = readRelations(text).map((relation) => [
      relation.kind,
      text.slice(relation.about.start, relation.about.end),
    ]);
    expect(found).toEqual([[kind, about]]);
  });

  it.each([
    'Whoever violates Article 80-1 shall be liable for damages.',
    'Uses of the work, paragraph 1 of Article 87, provided this shall not apply to computer programs.',
    'The qualification of examiners shall be prescribed by law.',
    'Classification of goods shall be prescribed by the Enforcement Rules of this Act.',
    'This Act was promulgated pursuant to an order of the President.',
  ])('reads no relation in %j', (text) => {
    expect(readRelations(text)).toEqual([]);
  });

  it('any text: places lie in it, each is of one relation of a kind, which holds what it is about', () => {
    const words = fc.constantFrom(
      '違反第五條',
      '處罰鍰',
      '所稱甲乙',
      '，指',
      '除前項',
      '外',
      '不適用',
      '辦法',
      '由丙定之',
      '第七條之規定',
      '準用之',
      '準用民法第八條',
      '本辦法依',
      '訂定',
      '本辦法所稱主管機關為各部',
      '稱「甲」者，指乙',
      '。',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const relations = readRelations(text);
        const places = relations.map(({ kind, about }) => `${kind} ${about.start}`);
        expect(new Set(places).size).toBe(places.length);
        for (const { span, about } of relations) {
          expect(span.start <= about.start && about.end <= span.end && span.end <= text.length).toBe(true);
        }
      }),
    );
  });
});
