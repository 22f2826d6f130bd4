/** What a citation points at: a statute, one of its articles, or a paragraph of an article. */
export interface CitationTarget {
  /** `B0000001` (a whole statute), `J0070017:87-1`, `J0070017:87-1#2`. Not promised to exist. */
  readonly id: string;
  readonly statuteId: string;
  readonly article?: string;
  readonly paragraph?: number;
}

/** A reference in an article's text to other articles, paragraphs or statutes. */
export interface Citation {
  /**
   * `absolute` 第二十四條 (also several in a row), `range` 第五條至第八條, `relative` what depends on where it stands: 前條, 前二條,
   * 前項, 次條, 同條第二項, and 第一項 alone; `statute` another statute by title, by a short name that this statute defines, or as 同法,
   * with or without article numbers.
   */
  readonly kind: 'absolute' | 'range' | 'relative' | 'statute';
  /** Said with 準用: the cited provision applies mutatis mutandis. */
  readonly mutatisMutandis: boolean;
  readonly targets: readonly CitationTarget[];
  /** Where it stands in the text it was read from: [start, end) in UTF-16 units. */
  readonly span: { readonly start: number; readonly end: number };
}
