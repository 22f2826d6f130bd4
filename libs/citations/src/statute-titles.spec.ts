import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { someTitles } from './testing/citing-texts.js';
import { type StatuteTitle, statuteTitles, titlesNear } from './statute-titles.js';
import type { StatuteLanguage } from '@lexhop/statutes';
import { citationReader } from './citation-reader.js';

function found(text: string, title: string): string | undefined {
  return someTitles.matchAt(text, text.indexOf(title))?.statuteId;
}

describe('titles in running text', () => {
  it('are found by their longest form', () => {
    expect(found('依民法總則施行法規定', '民法')).toBe('CIVG');
    expect(found('依民法總則規定', '民法')).toBe('CIV');
  });

  it('are found without 中華民國, and with 台 for 臺', () => {
    expect(found('依刑法規定', '刑法')).toBe('PEN');
    const titles = statuteTitles([{ id: 'A', title: '臺灣省政府組織規程' }]);
    expect(titles.matchAt('台灣省政府組織規程', 0)?.statuteId).toBe('A');
  });

  it('are found with a definition inside', () => {
    const titles = statuteTitles([{ id: 'A', title: '港埠工程處組織條例' }]);
    const text = '港埠工程處（以下簡稱本處）組織條例第五條';
    expect(titles.matchAt(text, 0)).toEqual({ statuteId: 'A', end: text.indexOf('第') });
    expect(found('依著作權法（以下簡稱本法）第五條', '著作權法')).toBe('CPY');
  });

  it.each([
    ['國民法官', '民法'],
    ['人民法院', '民法'],
    ['陸海空軍刑法', '刑法'],
    ['銀行法人', '銀行法'],
    ['銀行法令', '銀行法'],
    ['銀行法規', '銀行法'],
    ['商業銀行法', '銀行法'],
    ['銀行法施行細則', '銀行法'],
    ['營建工程噪音管制標準值', '噪音管制標準'],
  ])('are not found inside %s', (text, title) => {
    expect(found(text, title)).toBeUndefined();
  });

  it.each(['依銀行法規定', '銀行法規範之', '違反銀行法案件', '銀行法、民法', '銀行法第五條', '「銀行法」'])(
    'are found in %s',
    (text) => {
      expect(found(text, '銀行法')).toBe('BNK');
    },
  );

  it('mean the statute in force where several have one title', () => {
    const titles = statuteTitles([
      { id: 'A', title: '最低工資法', abolished: true },
      { id: 'B', title: '最低工資法（112.12.27制定）' },
      { id: 'D', title: '專利法' },
      { id: 'C', title: '專利法' },
    ]);
    expect(titles.idOf('最低工資法')).toBe('B');
    expect(titles.idOf('專利法')).toBe('C');
    expect(titles.idOf('專利')).toBeUndefined();
  });
});

interface Labelled {
  readonly statute: string;
  readonly title: string;
  readonly language: StatuteLanguage;
  readonly article: string;
  readonly text: string;
}

const folder = new URL('./testing/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const titles = JSON.parse(read('citation-titles.fixture.json')) as readonly StatuteTitle[];
const labelled = read('citations.fixture.jsonl')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Labelled);

describe('the titles near a text', () => {
  const near = (text: string) => titlesNear([text]);

  it('are those it names, also without 中華民國, with 台, and with a definition inside', () => {
    expect(near('依刑法規定')({ id: 'A', title: '中華民國刑法' })).toBe(true);
    expect(near('依台灣省政府組織規程')({ id: 'A', title: '臺灣省政府組織規程' })).toBe(true);
    expect(near('港埠工程處（以下簡稱本處）組織條例')({ id: 'A', title: '港埠工程處組織條例' })).toBe(true);
    expect(near('under the Copyright Act')({ id: 'A', title: 'Copyright Act' })).toBe(true);
  });

  it('are not those whose words are not in it', () => {
    expect(near('依著作權法規定')({ id: 'A', title: '商標法施行細則' })).toBe(false);
    expect(near('')({ id: 'A', title: '商標法' })).toBe(false);
  });

  it('read the same citations as all titles do', () => {
    const all = statuteTitles(titles);
    for (const { statute: id, title, language, article: number, text } of labelled) {
      const statute = { id, title, language, articles: [{ number, text }] };
      const chosen = titlesNear([title, text]);
      const few = titles.filter((candidate) => candidate.id === id || chosen(candidate));
      expect(few.length).toBeLessThan(titles.length / 4);
      expect(citationReader(statute, statuteTitles(few)).read(number)).toEqual(
        citationReader(statute, all).read(number),
      );
    }
  });
});
