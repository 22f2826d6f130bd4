/** How an article hangs together with others by its own words, beside citing them. */
export type RelationKind = 'delegates' | 'penalises' | 'defines' | 'excepts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A relation that a sentence states; all places are [start, end) in UTF-16 units of the text that was read. */
export interface Relation {
  readonly kind: RelationKind;
  /** The words that state it. */
  readonly span: Span;
  /**
   * Where what it is about stands: of `penalises` the provisions whose breach is punished, of `excepts` those that do not apply, of `defines` the
   * term, of `delegates` the kind of the order (辦法). The citations inside are the relation's targets.
   */
  readonly about: Span;
}

/**
 * The relations in a Chinese article: 「…之辦法，由…定之」, 「違反第五條規定者，處…」, 「本法所稱…，指…」, 「不適用第五條之規定」. Pure;
 * passes over the text once for each kind, and looks at a bounded stretch at each place.
 */
export function readRelations(text: string): readonly Relation[] {
  const delegating = delegations.flatMap((pattern) => matches(pattern, text));
  const found = delegating.map((match) => relation('delegates', match, match[1]));
  return [...found, ...penalties(text), ...definitions(text), ...exceptions(text)].sort(
    (left, right) => left.span.start - right.span.start,
  );
}

const delegations = [
  /(施行細則|細則|辦法|標準|規則|準則|規程)，?(?:於[^。；，\n]{2,24}，)?(?:分別)?由[^。；\n]{2,90}?(?:統一|另)?(?:訂定|擬訂|核定|定)之/g,
  /(施行細則|細則|辦法|標準|規則|準則|規程)，?另[訂定]之/g,
  /由[^。；\n]{2,40}?另?以(辦法|細則|標準|規則|準則)定之/g,
];

const provision = /第[〇零一二三四五六七八九十百千\d\s]{1,9}[條項款]|前[一二三四五六七八九十]?[條項]|同條/;
const breach =
  /(?:違反|違背|未依|不依|不遵守)([^，。；\n]{0,24}?(?:第[〇零一二三四五六七八九十百千\d\s]{1,9}[條項款]|前[一二三四五]?[條項])[^，。；\n]{0,120}(?:，[或及]第[^，。；\n]{0,60})?)/g;
const obstruction =
  /(?:規避|妨礙|拒絕|不遵行|不服從|不遵從)[^，。；\n]{0,24}依(第[〇零一二三四五六七八九十百千\d]{1,9}條[^，。；\n]{0,60})/g;
const punishment = /[處科][^。；\n]{0,90}?(?:罰鍰|罰金|徒刑|拘役|死刑|怠金)|(?:罰鍰|罰金|徒刑|拘役)[^。\n]{0,30}[：:]/;
const longestSentence = 700;

function penalties(text: string): readonly Relation[] {
  return [...matches(breach, text), ...matches(obstruction, text)]
    .filter((match) => !/不生效力|無效|免予處罰|得撤銷/.test(rest(text, match)) && isPunished(text, match))
    .map((match) => relation('penalises', match, match[1]));
}

/** In the sentence itself, or in the line that introduces the list in which it stands: 「有下列情形之一者，處…：」. */
function isPunished(text: string, { index }: RegExpExecArray): boolean {
  if (punishment.test(sentenceFrom(text, index))) return true;
  const lineStart = text.lastIndexOf('\n', index) + 1;
  if (!/^[一二三四五六七八九十]+、/.test(text.slice(lineStart, lineStart + 6))) return false;
  const above = text.slice(Math.max(0, lineStart - longestSentence), lineStart);
  const introduction = above.split('\n').findLast((line) => /[：:]$/.test(line));
  return introduction !== undefined && punishment.test(introduction);
}

function rest(text: string, { index, 0: words }: RegExpExecArray): string {
  return sentenceFrom(text, index + words.length);
}

function sentenceFrom(text: string, start: number): string {
  const window = text.slice(start, start + longestSentence);
  const end = window.search(/[。\n]/);
  return end < 0 ? window : window.slice(0, end);
}

const term = '[^，。：；（）\\s]{2,30}?';
const definitionPatterns = [
  new RegExp(
    `所稱之?(${term})(?:（[^（）\\n]{0,40}）)?(?:如下)?(?:[：︰]|，(?:係?指|在中央為|謂|為|包括|以[^，。\\n]{2,30}為限|其範圍如下|應具備|[^，。；\\n]{2,8}係指)|係指|為(?=各))`,
    'g',
  ),
  /（[^（）\n]{0,60}?以下(?:簡|統|合)稱(?:為)?「?([^（）「」，、\n]{1,20}?)」?）/g,
  new RegExp(`(?<=^|\\n|。)稱(${term})者，(?:謂|為|指)`, 'g'),
];
const listed = new RegExp(`(?<=^|\\n)[一二三四五六七八九十]+、(${term})(?:（[^（）\\n]{0,40}）)?：(?:係?指|謂)`, 'g');

function definitions(text: string): readonly Relation[] {
  const found = [...definitionPatterns, listed].flatMap((pattern) => matches(pattern, text));
  return found.map((match) => relation('defines', match, match[1]));
}

const exceptionPatterns = [
  /不受([^，。；\n]{0,240}?)(?:之)?(?:限制|拘束)/g,
  /不適用([^，。；\n]{0,240})/g,
  /除([^，。；\n]{0,80}?)外(?!，?(?:並|亦|仍|尚|另))/g,
  /(?:^|[。；，\n])([^，。；\n]{0,80}(?:規定|條|項))(?:，[^。；\n]{0,80})?不適用之/g,
];
/** 「除依前項規定處罰外，並…」 adds to a provision and takes nothing from it. */
const adds = /^依[^，]*(?:辦理|處罰|處分|論處)$/;

function exceptions(text: string): readonly Relation[] {
  return exceptionPatterns
    .flatMap((pattern) => matches(pattern, text))
    .filter(({ 1: about = '' }) => provision.test(about) && !adds.test(about))
    .map((match) => relation('excepts', match, match[1]));
}

function matches(pattern: RegExp, text: string): readonly RegExpExecArray[] {
  return [...text.matchAll(pattern)];
}

function relation(kind: RelationKind, match: RegExpExecArray, about = ''): Relation {
  const start = match.index;
  const words = match[0];
  const at = start + words.lastIndexOf(about);
  return { kind, span: { start, end: start + words.length }, about: { start: at, end: at + about.length } };
}
