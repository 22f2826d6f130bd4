import { describeFuzz } from '@lexhop/foundation/testing';
import fc from 'fast-check';
import { languageOfQuery } from './language.js';
import { namesNothingElse, referencesIn } from './references.js';
import { statuteNames } from './statute-names.js';

const names = statuteNames(
  [
    { id: 'J0070017', title: '著作權法' },
    { id: 'B0000001', title: '民法' },
    { id: 'N0030001', title: '勞動基準法', shortNames: ['勞基法'] },
    { id: 'CPY', title: 'Copyright Act' },
  ],
  'zh-Hant',
);
const words =
  '著作權法 著作权法 民法 勞基法 J0070017:52 Copyright Act Article Articles of the § art. section 第 52 五十二 ５２ 條 条 之 の - – 1 項 款 法 契約 同法 of my act 제 조 兩百 ○ i para. arts. and ( 、 與 至 「 」 《 》 , : 的 年 月 % \n \u0000 999999999999'.split(
    ' ',
  );
const query = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...words) }, fc.string({ unit: 'binary', maxLength: 5 })), {
    maxLength: 150,
  })
  .map((parts) => parts.join(''));

describeFuzz({
  name: 'the reader of references in queries',
  inputs: query,
  refusals: [],
  take: (text) => {
    namesNothingElse(referencesIn(text, names));
    if (text.length % 50 === 0 && millisecondsFor(text) > 1_000) throw new Error('longer than a second');
    languageOfQuery(text);
  },
});

/** Time for the longest query that is taken, made of a text: a second is more than even a busy machine needs. */
function millisecondsFor(text: string): number {
  const query = text.repeat(10_000 / Math.max(1, text.length)).slice(0, 10_000);
  const started = performance.now();
  namesNothingElse(referencesIn(query, names));
  return performance.now() - started;
}
