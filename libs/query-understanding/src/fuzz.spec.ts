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
  '著作權法 著作权法 民法 勞基法 J0070017:52 Copyright Act Article Articles of the § art. section 第 52 五十二 ５２ 條 条 之 - 1 項 款 、 與 至 「 」 《 》 , : 的 年 月 % \n \u0000 999999999999'.split(
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
    languageOfQuery(text);
  },
});
