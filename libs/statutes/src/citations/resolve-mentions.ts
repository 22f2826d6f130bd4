import type { Citation } from '../citation.js';
import type { ArticleOrder } from './article-order.js';
import type { ArticlePlace, Mention, ParagraphPlace, StatuteName } from './mention.js';
import type { StatuteTitles } from './statute-titles.js';
import { guessedRange } from './article-order.js';
import { type ResolvedMention, targetsOf } from './resolved-mention.js';

/** Where a text is read: in which article of which statute, and which paragraph each position belongs to. */
export interface ReadingPlace {
  readonly statuteId: string;
  readonly article: string;
  readonly order: ArticleOrder;
  readonly titles: StatuteTitles;
  /** The 1-based paragraph that holds the character at a position. */
  paragraphAt(position: number): number;
}

/** What was said before, and later words go on from. */
interface Memory {
  previous: ResolvedMention | undefined;
  /** The mention with articles that came last: 同條 is its article, 同項 its paragraph. */
  lastProvision: ResolvedMention | undefined;
  /** The statutes named so far by how their names end; under '' the last of all. */
  readonly statutes: Map<string, string | undefined>;
}

/** Finds out what each mention points at: 前條, 第二項, 同法, 、第六條 and 至第八條 depend on where they stand. */
export function resolveMentions(mentions: readonly Mention[], place: ReadingPlace): readonly ResolvedMention[] {
  const memory: Memory = { previous: undefined, lastProvision: undefined, statutes: new Map() };
  const resolved: ResolvedMention[] = [];
  for (const mention of mentions) {
    let next = resolve(mention, place, memory);
    const from = mention.link === 'through' ? resolved.pop() : undefined;
    if (from !== undefined) next = rangeOf(from, next, place);
    resolved.push(next);
    memory.previous = next;
    if (next.articles.length > 0) memory.lastProvision = next;
  }
  return resolved;
}

function resolve(mention: Mention, place: ReadingPlace, memory: Memory): ResolvedMention {
  const { statute, article, paragraph, link, mutatisMutandis, start, end } = mention;
  const context = contextOf(mention, place, memory);
  const statuteId = statute === undefined ? context.statuteId : named(statute, place, memory);
  const articles = article === undefined ? context.articles : articlesAt(article, statuteId, { place, memory });
  const paragraphs = paragraph === undefined ? [] : paragraphsAt(paragraph, { place, memory, position: start });
  const whole = article === undefined && paragraph === undefined;
  const nowhere = statuteId === undefined || (whole ? statuteId === place.statuteId : articles.length === 0);
  const missing = paragraph !== undefined && paragraphs.length === 0;
  const targets = nowhere || missing ? [] : targetsOf(statuteId, articles, paragraphs);
  const kind = kindOf(mention, statuteId === place.statuteId);
  return { kind, statuteId, articles, paragraphs, targets, link, mutatisMutandis, start, end };
}

interface Context {
  readonly statuteId: string | undefined;
  readonly articles: readonly string[];
}

/** The statute of an article, or the article of a paragraph, that a mention leaves unsaid. */
function contextOf({ article, paragraph, link, statute }: Mention, place: ReadingPlace, memory: Memory): Context {
  if (statute !== undefined) return { statuteId: undefined, articles: [] };
  const own: Context = { statuteId: place.statuteId, articles: [place.article] };
  const { previous, lastProvision } = memory;
  if (article?.at === 'same' || (article === undefined && paragraph?.at === 'same')) return lastProvision ?? own;
  const goesOn = link !== 'apart' && previous !== undefined;
  if (article !== undefined) return goesOn && article.at === 'numbers' ? previous : own;
  return goesOn && paragraph?.at === 'numbers' && previous.paragraphs.length > 0 ? previous : own;
}

function named(name: StatuteName, place: ReadingPlace, memory: Memory): string | undefined {
  const { statutes } = memory;
  const last = statutes.get(statutes.has(name.ending) ? name.ending : '');
  const repeated =
    name.by === 'repetition' && name.further !== '' && last !== undefined ? furtherOf(last, name.further, place) : last;
  const statuteId = name.by === 'name' ? name.statuteId : repeated;
  statutes.set(name.ending, statuteId).set('', statuteId);
  return statuteId;
}

/** 同法施行細則 */
function furtherOf(statuteId: string, further: string, { titles }: ReadingPlace): string | undefined {
  return titles.idOf(`${titles.titleOf(statuteId) ?? ''}${further}`);
}

interface Surroundings {
  readonly place: ReadingPlace;
  readonly memory: Memory;
}

function articlesAt(
  article: ArticlePlace,
  statuteId: string | undefined,
  { place, memory }: Surroundings,
): readonly string[] {
  if (article.at === 'here') return [place.article];
  if (article.at === 'same') return memory.lastProvision?.articles ?? [place.article];
  if (article.at === 'back') return place.order.before(place.article, article.count);
  if (article.at !== 'numbers') return [place.order.after(place.article) ?? []].flat();
  const [from, to] = article.numbers;
  if (!article.through || from === undefined || to === undefined) return article.numbers;
  return articlesBetween(place, statuteId, { from, to });
}

function paragraphsAt(
  paragraph: ParagraphPlace,
  { place, memory, position }: Surroundings & { readonly position: number },
): readonly number[] {
  if (paragraph.at === 'numbers') {
    const [from, to] = paragraph.numbers;
    return paragraph.through && from !== undefined && to !== undefined ? counted(from, to) : paragraph.numbers;
  }
  const here = place.paragraphAt(position);
  if (paragraph.at === 'here') return [here];
  if (paragraph.at === 'next') return [here + 1];
  if (paragraph.at === 'same') return memory.lastProvision?.paragraphs.slice(-1) ?? [];
  return counted(paragraph.at === 'back' ? Math.max(1, here - paragraph.count) : 1, here - 1);
}

function kindOf({ article, paragraph }: Mention, own: boolean): Citation['kind'] {
  if (!own) return 'statute';
  const place = article ?? paragraph;
  if (place?.at === 'numbers' && place.through) return 'range';
  return article?.at === 'numbers' ? 'absolute' : 'relative';
}

/** 第五條至第八條 and 第一項至第三項: both ends and what is between them. */
function rangeOf(from: ResolvedMention, to: ResolvedMention, place: ReadingPlace): ResolvedMention {
  const { statuteId } = from;
  const first = from.articles.at(-1);
  const last = to.articles.at(-1);
  if (statuteId === undefined || first === undefined || last === undefined || statuteId !== to.statuteId) {
    return { ...to, link: from.link, start: from.start, targets: [...from.targets, ...to.targets] };
  }
  const inside =
    first === last
      ? targetsOf(statuteId, [last], counted((from.paragraphs.at(-1) ?? 0) + 1, (to.paragraphs[0] ?? 1) - 1))
      : targetsOf(statuteId, articlesBetween(place, statuteId, { from: first, to: last }).slice(1, -1), []);
  return {
    ...to,
    kind: from.kind === 'statute' ? 'statute' : 'range',
    targets: [...from.targets, ...inside, ...to.targets],
    link: from.link,
    start: from.start,
  };
}

/** The articles from one end to the other; the own statute's real ones, elsewhere by counting. */
function articlesBetween(
  place: ReadingPlace,
  statuteId: string | undefined,
  { from, to }: { readonly from: string; readonly to: string },
): readonly string[] {
  return statuteId === place.statuteId ? place.order.between(from, to) : guessedRange(from, to);
}

/** Articles have fewer paragraphs than this; a longer range is its two ends. */
const mostParagraphs = 60;

function counted(from: number, to: number): readonly number[] {
  if (to - from > mostParagraphs) return [from, to];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
