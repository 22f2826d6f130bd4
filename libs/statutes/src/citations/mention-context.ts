import type { Citation, CitationTarget } from '../citation.js';
import type { Mention, StatuteName } from './mention.js';
import type { ReadingPlace } from './reading-place.js';
import type { ResolvedMention } from './resolved-mention.js';

/** The statute of an article, or the article of a paragraph, that a mention leaves unsaid. */
export interface Context {
  readonly statuteId: string | undefined;
  readonly articles: readonly string[];
  /** Set where the mention only goes on with one of this kind: 第五條第一項 is absolute, so is 、第三項 after it. */
  readonly kind?: Citation['kind'];
}

/** 各該條 stands for a list of up to about so many targets. */
const longestList = 100;

const nothing: Context = { statuteId: undefined, articles: [] };

/** What was said before in the same text, and later words go on from. */
export class MentionContext {
  private previous: ResolvedMention | undefined;
  private list: CitationTarget[] = [];
  private provision: ResolvedMention | undefined;
  /** The mention of another statute that came last, with articles or without. */
  private foreign: ResolvedMention | undefined;
  /** The statutes named so far by how their names end; under '' the last of all. */
  private readonly statutes = new Map<string, string | undefined>();

  constructor(private readonly place: ReadingPlace) {}

  /** Takes note of a mention, after which the next is resolved. */
  remember(mention: ResolvedMention): void {
    this.previous = mention;
    if (mention.statuteId !== this.place.statuteId) this.foreign = mention;
    if (mention.articles.length === 0) return;
    if (!isListed(mention.link)) this.list = [];
    if (this.list.length < longestList) this.list.push(...mention.targets);
    this.provision = mention;
  }

  /** The provision that came last: 同條 is its article, 同項 its paragraph. */
  get lastProvision(): ResolvedMention | undefined {
    return this.provision;
  }

  /** What the list that came last points at: 各該條 is all of it. */
  get lastList(): readonly CitationTarget[] {
    return [...this.list];
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

  /** What a mention goes on from where it names no statute, or no article. */
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
    if (isListed(link) && previous?.paragraphs[0] !== undefined) return previous;
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

function isListed(link: Mention['link']): boolean {
  return link === 'joined' || link === 'through';
}

function withoutKind(provision: Context | undefined): Context {
  return provision === undefined ? nothing : { statuteId: provision.statuteId, articles: provision.articles };
}
