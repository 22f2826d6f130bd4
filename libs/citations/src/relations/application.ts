import { type Relation, type RelationKind, relationsBy } from './relation.js';

const numeral = '[〇零一二三四五六七八九十百千\\d\\s]{1,9}';
const provision = new RegExp(`第${numeral}[條項款]|前[一二三四五六七八九十]?[條項]|同條`);
/** 民法, 本法 and 施行細則, but not 法人 and 法規. */
const statute =
  '(?:法(?![人院官令律則學制治庭警理源益條務定案]|規(?!定))|條例|通則|規程|規則|細則|辦法|標準|準則|要點|注意事項)';
const provisionOrStatute = new RegExp(
  `${provision.source}|第${numeral}目|[前本][款目]|[\\p{Script=Han}]${statute}`,
  'u',
);

/** The provisions that apply mutatis mutandis: 「準用第五條之規定」, 「第五條之規定，於…準用之」. */
export function readApplications(text: string): readonly Relation[] {
  const isMeant = (about: string) => provisionOrStatute.test(about) && !about.includes('規定所');
  return [...relationsBy([applied], 'applies', text, isMeant), ...relationsBefore(appliedBefore, 'applies', text)];
}

/** 第十條準用第五條 speaks of what article 10 says; 所準用, 不準用, 標準用詞 and 適用、準用 say nothing. */
const quoted = `(?<!不|不得|所|標|、|第${numeral}[條項款目](?:之${numeral})?|(?:違反|依)前[一二三]?[條項])`;
const applied = new RegExp(
  `${quoted}準用(?![之於])((?:[^，。；：\\n]|，(?=[及或與])){1,600}?(?:規定(?![、及或與暨所]|，[及或與])|(?=[，。；：\\n]|$)(?!，[及或與])))`,
  'g',
);
const appliedBefore = /(?<!不|不得|所)準用(?:之(?!規定)|於|(?=[，。；\n]|$))/g;

/** How far before 準用之 a topic is looked for. */
const longestTopic = 300;

const places = `(?:第${numeral}[條項款目章節編](?:之${numeral})?|[前本同][一二三四五六七八九十]?[條項款目章節]|各[項款目]|[前後]段|但書|[、及或與至])+`;
const title = `(?:本|同|該|(?!除|於|依|對|在|有|因|經)(?:(?!依|已)[^，；]){0,30}[^，；本])${statute}`;
/** A clause that begins with a provision: 「但第五條之規定」, 「民法第五條」, 「本法」. */
const topic = new RegExp(
  `^(?:但|又|且|並|惟|其)?(?:(?:${title})?${places}(?:$|所定|[於對在設]|[^，]{0,80}(?:規定|限制|辦法|標準))|${title}(?:$|[於對在]|(?:有關|關於|之)?[^，]{0,80}規定))`,
);
const topicEnd = /(?<=規定|[條項款目法例則]|但書|前段|後段|辦法|標準)(?:於|對於?|在)(?![^，]{0,12}規定)/;

/** What 「…準用之」 or 「…不適用之」 says of the clauses before it. */
function relationsBefore(pattern: RegExp, kind: RelationKind, text: string): readonly Relation[] {
  return [...text.matchAll(pattern)].flatMap((match) => topicBefore(kind, text, match) ?? []);
}

/** The first clause that begins with a provision, and those that go on with it. */
function topicBefore(kind: RelationKind, text: string, { index, 0: words }: RegExpExecArray): Relation | undefined {
  const clauses = clausesBefore(text, index);
  const first = clauses.findIndex((clause) => topic.test(clause.words));
  const from = clauses[first];
  if (from === undefined) return undefined;
  const next = clauses.find((clause, place) => place > first && !/^(?:及|或|與)?第/.test(clause.words));
  const whole = text.slice(from.start, next === undefined ? index : next.start - 1);
  const end = from.start + (topicEnd.exec(whole)?.index ?? whole.length);
  return { kind, span: { start: from.start, end: index + words.length }, about: { start: from.start, end } };
}

/** The clauses of the sentence that goes on at a place, in order, without the commas between them. */
function clausesBefore(text: string, end: number): readonly { readonly words: string; readonly start: number }[] {
  const sentence =
    text
      .slice(Math.max(0, end - longestTopic), end)
      .split(/[。；：\n]/)
      .at(-1) ?? '';
  let start = end - sentence.length;
  return sentence.split('，').map((words) => {
    const clause = { words, start };
    start += words.length + 1;
    return clause;
  });
}

/** The provisions that do not apply: 「不適用第五條之規定」, 「第五條之規定，於…不適用之」, 「除第五條另有規定外」. */
export function readExceptions(text: string): readonly Relation[] {
  const isMeant = (about: string) => provision.test(about) && !adds.test(about);
  return [...relationsBy(exceptions, 'excepts', text, isMeant), ...relationsBefore(/不適用之/g, 'excepts', text)];
}

const exceptions = [
  /不受([^，。；\n]{0,240}?)(?:之)?(?:限制|拘束)/g,
  /不適用(?!之)([^，。；\n]{0,240})/g,
  /除([^，。；\n]{0,300}?(?:，並[^，。；\n]{0,40}?|，[^，。；\n]{0,40}?者)?)外(?!，?(?:並|[^。；\n]{0,16}(?:亦|仍|尚|另|同時)))/g,
];
/** 「除依前項規定處罰外，並…」 and 「除應具備前條資格外」 add to a provision and take nothing from it. */
const adds = /^依[^，]*(?:辦理|處罰|處分|論處)$|^(?:應|考慮|支付|設)|應適用|施行$/;
