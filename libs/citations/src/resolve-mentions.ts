import {
  type ArticlePlace,
  type Citation,
  type CitationTarget,
  isListed,
  type Mention,
  type ParagraphPlace,
  type ResolvedMention,
  type StatuteName,
  targetsOf,
} from './mention.js';
import { articlesBetween, paragraphsBetween, type ReadingPlace } from './reading-place.js';

/** What a mention leaves unsaid: the statute of an article, or the article of a paragraph. */
interface Context {
  readonly statuteId: string | undefined;
  readonly articles: readonly string[];
  /** Set where the mention continues another, whose kind it then has: 第五條第一項 is absolute, and so is 、第三項 after it. */
  readonly kind?: Citation['kind'];
}

/** The most targets that 各該條 may stand for, about. */
const longestList = 100;

const nothing: Context = { statuteId: undefined, articles: [] };

/** Remembers what a text has mentioned so far, which later words may refer to. */
class MentionContext {
  /** The provision that came last: 同條 is its article, 同項 its paragraph. */
  provision: ResolvedMention | undefined;
  private previous: ResolvedMention | undefined;
  private list: CitationTarget[] = [];
  /** The mention of another statute that came last, with articles or without. */
  private foreign: ResolvedMention | undefined;
  /** The statutes named so far by how their names end; under '' the last of all. */
  private readonly statutes = new Map<string, string | undefined>();

  constructor(private readonly place: ReadingPlace) {}

  /** Remembers a resolved mention, for those after it. */
  remember(mention: ResolvedMention): void {
    this.previous = mention;
    if (mention.statuteId !== this.place.statuteId) this.foreign = mention;
    if (mention.articles.length === 0) return;
    if (!isListed(mention)) this.list = [];
    if (this.list.length < longestList) this.list.push(...mention.targets.slice(0, longestList));
    this.provision = mention;
  }

  /** What the list that came last points at: 各該條 is all of it. */
  get lastList(): readonly CitationTarget[] {
    const { list, place } = this;
    return place.allowance.take(list.length) ? [...list] : list.slice(0, 1);
  }

  /** The statute that a name means here: 同法 is the one named last. */
  named(name: StatuteName): string | undefined {
    const { statutes } = this;
    const last = statutes.get(statutes.has(name.ending) ? name.ending : '');
    const repeated = name.by === 'repetition' && name.further !== '' ? this.furtherOf(last, name.further) : last;
    const statuteId = name.by === 'name' ? name.statuteId : repeated;
    statutes.set(name.ending, statuteId).set('', statuteId);
    return statuteId;
  }

  /** What a mention refers to where it names no statute, or no article. */
  of(mention: Mention): Context {
    const { article, paragraph, statute } = mention;
    if (statute !== undefined) return nothing;
    if (article?.at === 'numbers') return this.ofArticle(mention, article.numbers);
    if (article === undefined && paragraph?.at === 'numbers') return this.ofParagraph(mention, paragraph.numbers);
    return (article ?? paragraph)?.at === 'same' ? withoutKind(this.provision) : this.own;
  }

  private get own(): Context {
    return { statuteId: this.place.statuteId, articles: [this.place.article] };
  }

  /**
   * 、第六條 goes on in the statute of the list. By itself 第六條 is the own statute's, unless it has no such article:
   * then it is of the statute named before in the sentence, or of a document that is not named.
   */
  private ofArticle({ link, sentence }: Mention, numbers: readonly string[]): Context {
    const { previous, foreign, place } = this;
    if (link !== 'apart' && previous?.articles[0] !== undefined) return { statuteId: previous.statuteId, articles: [] };
    if (numbers.some((number) => place.order.has(number))) return this.own;
    if (foreign?.sentence === sentence) return { statuteId: foreign.statuteId, articles: [] };
    return numbers.every((number) => place.order.isBeyond(number)) ? nothing : this.own;
  }

  /** The same for paragraphs: 、第三項 goes on in the article of the list, 第三項 is the own article's if it has as many. */
  private ofParagraph({ link, sentence }: Mention, numbers: readonly number[]): Context {
    const { previous, provision, place } = this;
    if (isListed({ link }) && previous?.paragraphs[0] !== undefined) return previous;
    if (numbers.some((number) => number <= place.paragraphs)) return this.own;
    return withoutKind(provision?.sentence === sentence ? provision : undefined);
  }

  /** 同法施行細則 */
  private furtherOf(statuteId: string | undefined, further: string): string | undefined {
    const { titles } = this.place;
    const title = statuteId === undefined ? undefined : titles.titleOf(statuteId);
    return title === undefined ? undefined : titles.idOf(`${title}${further}`);
  }
}

function withoutKind(provision: Context | undefined): Context {
  return provision === undefined ? nothing : { statuteId: provision.statuteId, articles: provision.articles };
}

/** Finds out what each mention points at: 前條, 第二項, 同法, 、第六條 and 至第八條 depend on where they stand. */
export function resolveMentions(mentions: readonly Mention[], place: ReadingPlace): readonly ResolvedMention[] {
  const context = new MentionContext(place);
  const resolved: ResolvedMention[] = [];
  let before: Mention['link'] = 'apart';
  for (const mention of mentions) {
    const leftOutBefore = place.allowance.leftOut;
    const found = isEach(mention) ? each(context) : resolve(mention, place, context);
    let next: ResolvedMention = { ...mention, ...found, leftOut: 0 };
    const from = mention.link === 'through' && before !== 'through' ? resolved.pop() : undefined;
    if (from !== undefined) next = rangeOf(from, next, place);
    resolved.push({ ...next, leftOut: place.allowance.leftOut - leftOutBefore + (from?.leftOut ?? 0) });
    context.remember(next);
    before = mention.link;
  }
  return resolved;
}

/** What a mention points at. */
type Found = Pick<ResolvedMention, 'kind' | 'statuteId' | 'articles' | 'paragraphs' | 'targets'>;

function resolve(mention: Mention, place: ReadingPlace, context: MentionContext): Found {
  const { statute, article, paragraph } = mention;
  const unsaid = context.of(mention);
  const statuteId = statute === undefined ? unsaid.statuteId : context.named(statute);
  const surroundings = { place, context, position: mention.start };
  const articles = article === undefined ? unsaid.articles : articlesAt(article, statuteId, surroundings);
  const paragraphs = paragraph === undefined ? [] : paragraphsAt(paragraph, surroundings);
  const own = statuteId === place.statuteId;
  const found = article === undefined && paragraph === undefined ? !own : articles.length > 0;
  const foundParagraph = paragraph === undefined || paragraphs.length > 0;
  const targets = found && foundParagraph ? roomyTargets(place, statuteId, { articles, paragraphs }) : [];
  return { kind: unsaid.kind ?? kindOf(mention, own), statuteId, articles, paragraphs, targets };
}

/** All the targets; where the text has no room for them the first alone. */
function roomyTargets(
  { allowance }: ReadingPlace,
  statuteId: string | undefined,
  { articles, paragraphs }: { readonly articles: readonly string[]; readonly paragraphs: readonly number[] },
): readonly CitationTarget[] {
  const count = articles.length * Math.max(1, paragraphs.length);
  if (count < 2 || allowance.take(count)) return targetsOf(statuteId, articles, paragraphs);
  return targetsOf(statuteId, articles.slice(0, 1), paragraphs.slice(0, 1));
}

function isEach({ article, paragraph }: Mention): boolean {
  return article?.at === 'each' || paragraph?.at === 'each';
}

/** 各該條, 各該項: every target of the list before. */
function each({ provision, lastList }: MentionContext): Found {
  const kind = provision?.kind === 'statute' ? 'statute' : 'relative';
  return { kind, statuteId: provision?.statuteId, articles: [], paragraphs: [], targets: lastList };
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
  return (article.at === 'next' ? place.order.after(place.article) : context.provision?.articles) ?? [];
}

function paragraphsAt(paragraph: ParagraphPlace, { place, context, position }: Surroundings): readonly number[] {
  if (paragraph.at === 'numbers') return numbersOf(paragraph);
  if (paragraph.at === 'same') return context.provision?.paragraphs.slice(-1) ?? [];
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
  const inside =
    first === last
      ? paragraphsInside(from, to, place).flatMap((paragraph) => targetsOf(statuteId, [last], [paragraph]))
      : articlesBetween(place, statuteId, { from: first, to: last })
          .slice(1, -1)
          .flatMap((article) => targetsOf(statuteId, [article], []));
  const kind = from.kind === 'statute' ? 'statute' : 'range';
  return { ...to, kind, link, start, targets: [...from.targets, ...inside, ...to.targets] };
}

function paragraphsInside(from: ResolvedMention, to: ResolvedMention, { allowance }: ReadingPlace): readonly number[] {
  const inside = paragraphsBetween((from.paragraphs.at(-1) ?? 0) + 1, (to.paragraphs[0] ?? 1) - 1);
  return allowance.take(inside.length) ? inside : [];
}
