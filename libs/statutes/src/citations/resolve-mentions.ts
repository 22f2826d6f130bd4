import type { Citation } from '../citation.js';
import { MentionContext } from './mention-context.js';
import type { ArticlePlace, Mention, ParagraphPlace } from './mention.js';
import { articlesBetween, paragraphsBetween, type ReadingPlace } from './reading-place.js';
import { type ResolvedMention, targetsOf } from './resolved-mention.js';

/** Finds out what each mention points at: 前條, 第二項, 同法, 、第六條 and 至第八條 depend on where they stand. */
export function resolveMentions(mentions: readonly Mention[], place: ReadingPlace): readonly ResolvedMention[] {
  const context = new MentionContext(place);
  const resolved: ResolvedMention[] = [];
  for (const mention of mentions) {
    let next = isEach(mention) ? each(mention, context) : resolve(mention, place, context);
    const from = mention.link === 'through' ? resolved.pop() : undefined;
    if (from !== undefined) next = rangeOf(from, next, place);
    resolved.push(next);
    context.remember(next);
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
  const whole = article === undefined && paragraph === undefined;
  const nowhere = statuteId === undefined || (whole ? statuteId === place.statuteId : articles.length === 0);
  const missing = paragraph !== undefined && paragraphs.length === 0;
  const targets = nowhere || missing ? [] : targetsOf(statuteId, articles, paragraphs);
  const kind = unsaid.kind ?? kindOf(mention, statuteId === place.statuteId);
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
  if (article.at === 'here') return [place.article];
  if (article.at === 'same') return context.lastProvision?.articles ?? [];
  if (article.at === 'back') return place.order.before(place.article, article.count);
  if (article.at !== 'numbers') return [place.order.after(place.article) ?? []].flat();
  const [from, to] = article.numbers;
  if (!article.through || from === undefined || to === undefined) return article.numbers;
  return articlesBetween(place, statuteId, { from, to });
}

function paragraphsAt(paragraph: ParagraphPlace, { place, context, position }: Surroundings): readonly number[] {
  if (paragraph.at === 'numbers') {
    const [from, to] = paragraph.numbers;
    return paragraph.through && from !== undefined && to !== undefined
      ? paragraphsBetween(from, to)
      : paragraph.numbers;
  }
  const here = place.paragraphAt(position);
  if (paragraph.at === 'here') return [here];
  if (paragraph.at === 'next') return [here + 1];
  if (paragraph.at === 'same') return context.lastProvision?.paragraphs.slice(-1) ?? [];
  return paragraphsBetween(paragraph.at === 'back' ? Math.max(1, here - paragraph.count) : 1, here - 1);
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
