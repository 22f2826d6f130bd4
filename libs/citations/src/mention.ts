/** What a citation points at: a statute, one of its articles, or a paragraph of an article. */
export interface CitationTarget {
  /** `B0000001` (a whole statute), `J0070017:87-1` (an article) or `J0070017:87-1#2` (a paragraph). The target may not exist. */
  readonly id: string;
  readonly statuteId: string;
  readonly article?: string;
  readonly paragraph?: number;
}

/** A reference in an article's text to other articles, paragraphs or statutes. */
export interface Citation {
  /**
   * `absolute`: article numbers of this statute, as 第二十四條, also several in a row.
   * `range`: 第五條至第八條.
   * `relative`: depends on where it stands, as 前條, 前二條, 前項, 次條, 同條第二項, and 第一項 alone.
   * `statute`: another statute by its title, by a short name that this statute defines, or as 同法, with or without article numbers.
   * `annex`: 附表一, 附件; it has no targets.
   */
  readonly kind: 'absolute' | 'range' | 'relative' | 'statute' | 'annex';
  /** Said with 準用: the cited provision applies mutatis mutandis. */
  readonly mutatisMutandis: boolean;
  readonly targets: readonly CitationTarget[];
  /** How many targets were left out because the text names too many for its length; absent where none was. */
  readonly leftOut?: number;
  /** Where it stands in the text that was read: from `start` up to but not including `end`, in UTF-16 units. */
  readonly span: { readonly start: number; readonly end: number };
}

/** Which article is named. `back` counts articles before this one: 前條 is 1, 前二條 is 2. `each` is 各該條: every article of the list before. */
export type ArticlePlace =
  | { readonly at: 'numbers'; readonly numbers: readonly string[]; readonly through: boolean }
  | { readonly at: 'back'; readonly count: number }
  | { readonly at: 'next' | 'here' | 'same' | 'each' };

/** Which paragraph is named; `all-back` is 前各項, `each` 各該項. */
export type ParagraphPlace =
  | { readonly at: 'numbers'; readonly numbers: readonly number[]; readonly through: boolean }
  | { readonly at: 'back'; readonly count: number }
  | { readonly at: 'all-back' | 'next' | 'here' | 'same' | 'each' };

/** Which statute is named. */
export type StatuteName =
  /** By its title or a short name. `statuteId` is undefined for a document that is not among the titles. */
  | { readonly by: 'name'; readonly statuteId: string | undefined; readonly ending: string }
  /** 同法, 該條例: the statute named last whose name ends in `ending`; with `further`, its 施行細則. */
  | { readonly by: 'repetition'; readonly ending: string; readonly further: string };

/** One provision as it is named in a text, not yet resolved: 民法第五條第一項, 前條, 第二項, 同法第六條. */
export interface Mention {
  readonly statute?: StatuteName;
  readonly article?: ArticlePlace;
  readonly paragraph?: ParagraphPlace;
  /**
   * How it relates to the mention before it: `joined` in one list (、), `through` as the other end of a range (至), `apart` for none,
   * `carried` apart but in the same statute (民法第五條準用第六條).
   */
  readonly link: 'apart' | 'joined' | 'through' | 'carried';
  /** Which sentence of the text it stands in, counted from 0. */
  readonly sentence: number;
  /** 準用 governs it. */
  readonly mutatisMutandis: boolean;
  readonly start: number;
  readonly end: number;
}

/** A mention while the words around it are read. */
export type GrowingMention = { -readonly [Key in keyof Mention]: Mention[Key] };

/** Whether a mention goes on with a list or a range. */
export function isListed({ link }: Pick<Mention, 'link'>): boolean {
  return link === 'joined' || link === 'through';
}

/** A mention whose targets have been found. */
export interface ResolvedMention extends Mention {
  readonly kind: Citation['kind'];
  /** Undefined for a document that is not among the titles: its articles belong to no known statute, so it has no targets. */
  readonly statuteId: string | undefined;
  /** The articles that the words name, of a range only its ends; empty for a whole statute. */
  readonly articles: readonly string[];
  readonly paragraphs: readonly number[];
  readonly targets: readonly CitationTarget[];
  /** How many targets were left out because the text had no room for them (`TargetAllowance`). */
  readonly leftOut: number;
}

/** One target for each paragraph of each article. Without paragraphs the articles are the targets, without articles the statute is. An unknown statute gives none. */
export function targetsOf(
  statuteId: string | undefined,
  articles: readonly string[],
  paragraphs: readonly number[],
): readonly CitationTarget[] {
  if (statuteId === undefined) return [];
  if (articles.length === 0) return [{ id: statuteId, statuteId }];
  return articles.flatMap((article) => {
    const id = `${statuteId}:${article}`;
    if (paragraphs.length === 0) return [{ id, statuteId, article }];
    return paragraphs.map((paragraph) => ({ id: `${id}#${paragraph}`, statuteId, article, paragraph }));
  });
}

/** Makes citations of mentions. Neighbours in one list, of one kind and one statute, become one citation. Mentions without targets are left out. */
export function citationsOf(mentions: readonly ResolvedMention[]): readonly Citation[] {
  const groups: ResolvedMention[][] = [];
  for (const mention of mentions) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && goOnTogether(last, mention)) group.push(mention);
    else groups.push([mention]);
  }
  return groups.flatMap((group) => citationOf(group) ?? []);
}

function goOnTogether(last: ResolvedMention, next: ResolvedMention): boolean {
  return next.link === 'joined' && next.kind === last.kind && next.statuteId === last.statuteId;
}

function citationOf(group: readonly ResolvedMention[]): Citation | undefined {
  const targets = group.flatMap((mention) => mention.targets);
  const first = group[0];
  if (first === undefined || targets.length === 0) return undefined;
  const leftOut = group.reduce((sum, mention) => sum + mention.leftOut, 0);
  return {
    ...(leftOut > 0 ? { leftOut } : {}),
    kind: first.kind,
    mutatisMutandis: first.mutatisMutandis,
    targets: [...new Map(targets.map((target) => [target.id, target])).values()],
    span: { start: first.start, end: group.at(-1)?.end ?? first.end },
  };
}
