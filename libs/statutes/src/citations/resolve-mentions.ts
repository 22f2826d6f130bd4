import type { Citation } from '../citation.js';
import { MentionContext } from './mention-context.js';
import type { ArticlePlace, Mention, ParagraphPlace } from './mention.js';
import { articlesBetween, paragraphsBetween, type ReadingPlace } from './reading-place.js';
import { type ResolvedMention, targetsOf } from './resolved-mention.js';

/** Finds out what each mention points at: 前條, 第二項, 同法, 、第六條 and 至第八條 depend on where they stand. */
export function resolveMentions(mentions: readonly Mention[], place: ReadingPlace): readonly ResolvedMention[] {
  const context = new MentionContext(place);
  const resolved: ResolvedMention[] = [];
  let before: Mention['link'] = 'apart';
  for (const mention of mentions) {
    let next = isEach(mention) ? each(mention, context) : resolve(mention, place, context);
    const from = mention.link === 'through' && before !== 'through' ? resolved.pop() : undefined;
    if (from !== undefined) next = rangeOf(from, next, place);
    resolved.push(next);
    context.remember(next);
    before = mention.link;
  }
  return resolved;
}

function resolve(mention: Mention, place: ReadingPlace, context: MentionContext): ResolvedMention {
  const { statute, article, paragraph, link, mutatisMutandis, sentence, start, end } = mention;
  const unsaid = context.of(mention);
  const statuteId = statute === undefined ? unsaid.statuteId : context.named(statute);
  const surroundings = { place, context, position: start };
  const articles = article === undefined ? unsaid.articles : articlesAt(article, statuteId, surroundings);
  const paragraphs = paragraph === undefined ? [] : paragraphsAt(paragraph, surroundings);
  const own = statuteId === place.statuteId;
  const found = article === undefined && paragraph === undefined ? !own : articles.length > 0;
  const foundParagraph = paragraph === undefined || paragraphs.length > 0;
  const targets = found && foundParagraph ? targetsOf(statuteId, articles, paragraphs) : [];
  const kind = unsaid.kind ?? kindOf(mention, own);
  return { kind, statuteId, articles, paragraphs, targets, link, mutatisMutandis, sentence, start, end };
}

function isEach({ article, paragraph }: Mention): boolean {
  return article?.at === 'each' || paragraph?.at === 'each';
}

/** 各該條, 各該項: every target of the list before. */
function each({ link, mutatisMutandis, sentence, start, end }: Mention, context: MentionContext): ResolvedMention {
  const { kind, statuteId } = context.lastProvision ?? { kind: 'relative', statuteId: undefined };
  const said = { articles: [], paragraphs: [], targets: context.lastList };
  return {
    ...said,
    kind: kind === 'statute' ? kind : 'relative',
    statuteId,
    link,
    mutatisMutandis,
    sentence,
    start,
    end,
  };
}

interface Surroundings {
  readonly place: ReadingPlace;
  readonly context: MentionContext;
  readonly position: number;
}

function articlesAt(
  article: ArticlePlace,
  statuteId: string | undefined,
  { place, context }: Surroundings,
): readonly string[] {
  if (article.at === 'back') return place.order.before(place.article, article.count);
  if (article.at === 'numbers') {
    const [from, to] = article.numbers;
    const through = article.through && from !== undefined && to !== undefined;
    return through ? articlesBetween(place, statuteId, { from, to }) : article.numbers;
  }
  if (article.at === 'here') return [place.article];
  return (article.at === 'next' ? place.order.after(place.article) : context.lastProvision?.articles) ?? [];
}

function paragraphsAt(paragraph: ParagraphPlace, { place, context, position }: Surroundings): readonly number[] {
  if (paragraph.at === 'numbers') return numbersOf(paragraph);
  if (paragraph.at === 'same') return context.lastProvision?.paragraphs.slice(-1) ?? [];
  const here = place.paragraphAt(position);
  if (paragraph.at === 'here' || paragraph.at === 'next') return [paragraph.at === 'next' ? here + 1 : here];
  const count = paragraph.at === 'back' ? paragraph.count : here;
  return paragraphsBetween(Math.max(1, here - count), here - 1);
}

function numbersOf({ numbers, through }: Extract<ParagraphPlace, { at: 'numbers' }>): readonly number[] {
  const [from = 0, to = from] = numbers;
  return through ? paragraphsBetween(from, to) : numbers;
}

function kindOf({ article, paragraph }: Mention, own: boolean): Citation['kind'] {
  if (!own) return 'statute';
  const place = article ?? paragraph;
  if (place?.at === 'numbers' && place.through) return 'range';
  return article?.at === 'numbers' ? 'absolute' : 'relative';
}

/** 第五條至第八條 and 第一項至第三項: both ends and what is between them. */
function rangeOf(from: ResolvedMention, to: ResolvedMention, place: ReadingPlace): ResolvedMention {
  const { statuteId, link, start } = from;
  const first = from.articles.at(-1);
  const last = to.articles.at(-1);
  if (statuteId === undefined || first === undefined || last === undefined || statuteId !== to.statuteId) {
    return { ...to, link, start, targets: [...from.targets, ...to.targets] };
  }
  const paragraphs = paragraphsBetween((from.paragraphs.at(-1) ?? 0) + 1, (to.paragraphs[0] ?? 1) - 1);
  const articles = articlesBetween(place, statuteId, { from: first, to: last }).slice(1, -1);
  const inside =
    first === last
      ? paragraphs.flatMap((paragraph) => targetsOf(statuteId, [last], [paragraph]))
      : articles.flatMap((article) => targetsOf(statuteId, [article], []));
  const kind = from.kind === 'statute' ? 'statute' : 'range';
  return { ...to, kind, link, start, targets: [...from.targets, ...inside, ...to.targets] };
}
