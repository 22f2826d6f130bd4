/** How an article hangs together with others by its own words, beside citing them. */
export type RelationKind = 'delegates' | 'made-under' | 'penalises' | 'defines' | 'applies' | 'excepts';

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
   * Where what it is about stands: of `penalises` the provisions whose breach is punished, of `applies` those that apply mutatis mutandis, of
   * `excepts` those that do not apply, of `made-under` the provision that had the order made, of `defines` the term, of `delegates` the kind of
   * the order (辦法). The citations inside are the relation's targets.
   */
  readonly about: Span;
}

/** How far a sentence is looked through, in UTF-16 units. */
export const longestSentence = 700;

export function matches(pattern: RegExp, text: string): readonly RegExpExecArray[] {
  return [...text.matchAll(pattern)];
}

/** A relation in the words of a match; it is about its last place of `about`, the first group. */
export function relationIn(kind: RelationKind, { index: start, 0: words, 1: about = '' }: RegExpExecArray): Relation {
  const at = start + words.lastIndexOf(about);
  return { kind, span: { start, end: start + words.length }, about: { start: at, end: at + about.length } };
}

const han = /\p{Script=Han}/u;

/** Whether a text is read as Chinese: a Han character stands in it. */
export function isChinese(text: string): boolean {
  return han.test(text);
}
