/** The kinds of relations that an article states beside citing others (docs/words.md). */
export type RelationKind = 'delegates' | 'made-under' | 'penalises' | 'defines' | 'applies' | 'excepts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A relation that a sentence states. Spans go from `start` up to but not including `end`, in UTF-16 units of the text that was read. */
export interface Relation {
  readonly kind: RelationKind;
  /** The words that state it. */
  readonly span: Span;
  /**
   * The words for what the relation is about. The citations inside are its targets.
   * `penalises`: the provisions whose breach is punished. `applies`: those that apply mutatis mutandis. `excepts`: those that do not apply.
   * `made-under`: the provision that the order is made under. `defines`: the term. `delegates`: the kind of order (辦法).
   */
  readonly about: Span;
}

/** How far a sentence is looked through, in UTF-16 units. */
export const longestSentence = 700;

/**
 * The relations of a kind that patterns find in a text. Each is about the first group of its pattern, where that stands last in the match.
 * @param isMeant whether a match, and what it is about, states such a relation
 */
export function relationsBy(
  patterns: readonly RegExp[],
  kind: RelationKind,
  text: string,
  isMeant: (about: string, match: RegExpExecArray) => boolean = () => true,
): readonly Relation[] {
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .filter((match) => isMeant(match[1] ?? '', match))
    .map((match) => relationIn(kind, match));
}

function relationIn(kind: RelationKind, { index: start, 0: words, 1: about = '' }: RegExpExecArray): Relation {
  const at = start + words.lastIndexOf(about);
  return { kind, span: { start, end: start + words.length }, about: { start: at, end: at + about.length } };
}

const han = /\p{Script=Han}/u;

/** Whether a text is read as Chinese: a Han character stands in it. */
export function isChinese(text: string): boolean {
  return han.test(text);
}
