import { describeFuzz } from '@lexhop/foundation/testing';
import { statuteLanguages } from '@lexhop/statutes';
import fc from 'fast-check';
import { citationReader } from './citation-reader.js';
import { readRelations } from './relations/read-relations.js';
import { someTitles } from './testing/citing-texts.js';

const citing =
  '第 一 二 十 百 千 9 ９ 條 条 項 款 目 之 、 及 或 至 ， 。 ； \n （ ） 「 前 前二 次 本 同 該 各 各該 其 準用 民法 中華民國 刑法 本法 同法 以下簡稱 稱 施行細則 條例 附表 台 臺 Article Articles paragraph 30-1 through of the preceding this Act Civil Code mutatis mutandis § §§ Abs. Satz Art. bis und oder et à l’article Gesetz Code 第五条 から まで 及び 前項 違反 處 不適用 所稱 ，指 定之'.split(
    ' ',
  );
const anyText = fc.array(
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...citing) }, fc.string({ unit: 'binary', maxLength: 4 })),
  {
    maxLength: 120,
  },
);

describeFuzz({
  name: 'the citation and relation readers',
  inputs: fc.tuple(
    anyText.map((parts) => parts.join('')),
    fc.constantFrom(...statuteLanguages),
  ),
  refusals: [],
  take: ([given, language]) => {
    const statute = {
      id: 'OWN',
      title: '甲法',
      language,
      articles: [
        { number: '1', text: given },
        { number: '2', text: '甲。' },
      ],
    };
    citationReader(statute, someTitles).read('1');
    readRelations(given);
  },
});
