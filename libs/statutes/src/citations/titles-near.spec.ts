import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { StatuteLanguage } from '../statute.js';
import { citationReader } from './citation-reader.js';
import { type StatuteTitle, statuteTitles } from './statute-titles.js';
import { titlesNear } from './titles-near.js';

interface Labelled {
  readonly statute: string;
  readonly title: string;
  readonly language: StatuteLanguage;
  readonly article: string;
  readonly text: string;
}

const folder = new URL('../../test/', import.meta.url);
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
