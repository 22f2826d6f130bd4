const headingKinds: readonly (readonly [RegExp, number])[] = [
  [/^第\s*[^章節节款目]{1,12}?\s*[編编]/, 1],
  [/^第\s*[^編编節节款目]{1,12}?\s*章/, 2],
  [/^第\s*[^編编章款目]{1,12}?\s*[節节]/, 3],
  [/^第\s*[^編编章節节目]{1,12}?\s*款/, 4],
  [/^第\s*[^編编章節节款]{1,12}?\s*目/, 5],
  [/^(?:part|book|title)\b/i, 1],
  [/^chapter\b/i, 2],
  [/^section\b/i, 3],
  [/^(?:sub-?section|division)\b/i, 4],
  [/^item\b/i, 5],
];

/** How deep a heading of this kind stands: 1 編, 2 章, 3 節, 4 款, 5 目; any other (壹 總則) counts as a chapter. */
export function headingRank(heading: string): number {
  return headingKinds.find(([pattern]) => pattern.test(heading))?.[1] ?? 2;
}

/** One blank between the words of a heading. */
export function headingText(heading: string): string {
  return heading.replace(/\s+/g, ' ').trim();
}

interface RankedHeading {
  readonly rank: number;
  readonly text: string;
}

/** The headings above a place in a statute, kept while reading from its top. */
export class HeadingTrail {
  #headings: readonly RankedHeading[] = [];

  /** Ends the headings of the same kind and below, and begins this one. */
  enter(heading: string, rank?: number): void {
    const text = headingText(heading);
    const own = rank ?? headingRank(text);
    this.#headings = [...this.#headings.filter((outer) => outer.rank < own), { rank: own, text }];
  }

  /** Outermost first. */
  get path(): readonly string[] {
    return this.#headings.map(({ text }) => text);
  }
}
