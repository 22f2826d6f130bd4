/** Which article is named. `back` counts articles before this one: 前條 is 1, 前二條 is 2; `each` is 各該條, all of the list before. */
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
  /** By its title or a short name; a document that is not among the titles has `statuteId` undefined. */
  | { readonly by: 'name'; readonly statuteId: string | undefined; readonly ending: string }
  /** 同法, 該條例: the statute named last whose name ends in `ending`; with `further`, its 施行細則. */
  | { readonly by: 'repetition'; readonly ending: string; readonly further: string };

/** One provision as it is named in a text, not yet resolved: 民法第五條第一項, 前條, 第二項, 同法第六條. */
export interface Mention {
  readonly statute?: StatuteName;
  readonly article?: ArticlePlace;
  readonly paragraph?: ParagraphPlace;
  /** How it stands to the mention before it: in one list (、), as the other end of a range (至), by itself, or by itself but in
   * the same statute (民法第五條準用第六條). */
  readonly link: 'apart' | 'joined' | 'through' | 'carried';
  /** Which sentence of the text it stands in, counted from 0. */
  readonly sentence: number;
  /** 準用 governs it. */
  readonly mutatisMutandis: boolean;
  readonly start: number;
  readonly end: number;
}
