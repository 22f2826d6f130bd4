import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRelations, type RelationKind } from './read-relations.js';

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

describe.each(['delegates', 'penalises', 'defines', 'excepts'] as const)('sentences labelled by hand: %s', (kind) => {
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
    const [precision, recall] = [right / read, right / labelled];
    console.info(
      `${kind}: ${sentences.length} sentences, ${labelled} labelled, precision ${precision}, recall ${recall}`,
    );
    expect(faults).toEqual([]);
    expect({ precision: precision >= 0.98, recall: recall >= 0.95 }).toMatchObject({
      precision: true,
      recall: true,
    });
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
  ])('passes over %j, however often it is said', (words) => {
    expect(readRelations(words.repeat(50_000)).length).toBeLessThanOrEqual(50_000);
  });

  it('any text: places lie in it, and what a relation is about lies in the relation', () => {
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
      '。',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        for (const { span, about } of readRelations(text)) {
          expect(span.start <= about.start && about.end <= span.end && span.end <= text.length).toBe(true);
        }
      }),
    );
  });
});
