import { type Relation, relationsBy } from './relation.js';

/** An order that an article has somebody make: 「…之辦法，由中央主管機關定之」. */
export function readDelegations(text: string): readonly Relation[] {
  return relationsBy(delegations, 'delegates', text);
}

const kind = '(施行細則|細則|辦法|標準|規則|準則|規程)';
/** 由主管機關定之; 由本局擬訂，報請核定; 在省由內政部訂定，送請備案; 由各該主管機關分別訂定 */
const bySomebody =
  '，?(?:[於其在][^。；，\\n]{2,24}，)?(?:分別)?由[^。；\\n]{2,90}?(?:(?:訂定|擬訂|核定|核定後發布|定|訂)之|(?:自行|分別)[訂擬]定|(?:擬訂|[訂擬]定)，[報呈層申送][^。；\\n]{2,30}(?:核定(?:發布)?|備案|備查|核備)(?=[。；]|$))';
const delegations = [
  new RegExp(`${kind}${bySomebody}`, 'g'),
  /** The first of two: 設置標準及設立辦法. */
  new RegExp(`${kind}及[^。；，\\n之等]{2,20}${bySomebody}`, 'g'),
  new RegExp(`${kind}，?另[訂定]之`, 'g'),
  /由[^。；\n]{2,40}?以[^。；，\n]{0,12}?(辦法|細則|標準|規則|準則)定之/g,
];

/** What an order says that it is made under: 「本辦法依商港法第四十四條規定訂定之」, 「依商港法第四十四條規定訂定本辦法」. */
export function readMandates(text: string): readonly Relation[] {
  return relationsBy(mandates, 'made-under', text, (about) => named.test(about));
}

const own = '本(?:施行細則|細則|辦法|標準|規則|準則|規程|要點|通則|條例|法|綱要|基準|章程|程序|編制表|編組表|表)';
const by = '(?<!除)(?:依據|依照|依|根據)((?:(?!依)[^。；\\n]){2,240}?)';
const mandates = [
  new RegExp(
    `${own}(?:(?!依)[^。；，\\n]){0,4}${by}，?特?(?:(?:訂定|制定|編訂)(?:之|(?=[。，；]|$))|(?<![所核裁])[訂定]之(?=[。，；]|$))`,
    'g',
  ),
  new RegExp(`${by}(?:，(?:(?!依)[^。；，\\n]){0,30})?，?(?:並|特|爰)?(?:訂定|制定|訂頒|訂立|擬訂|編訂)「?${own}`, 'g'),
];
/** A provision, or a statute as a whole. */
const named =
  /第[〇零一二三四五六七八九十百千\d\s]{1,9}條|前條|(?:法|條例|通則|規程|規則|細則|辦法|標準|準則|憲法)(?:之?規定|[，（]|施行|$)/;
