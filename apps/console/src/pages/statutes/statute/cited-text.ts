/** A citation as REST tells it: its place in the text, in UTF-16 units. */
export interface PlacedCitation {
  readonly start: number;
  readonly end: number;
}

/** A piece of a text: as it is, or with the citation it is. */
export interface TextPiece<Citation extends PlacedCitation> {
  readonly start: number;
  readonly text: string;
  readonly citation?: Citation;
}

/**
 * Cuts a text at its citations, in order; together the pieces are the text. Of citations that overlap the first is kept,
 * and one that reaches beyond the text is left out.
 */
export function piecesOf<Citation extends PlacedCitation>(
  text: string,
  citations: readonly Citation[],
): readonly TextPiece<Citation>[] {
  const pieces: TextPiece<Citation>[] = [];
  let at = 0;
  for (const citation of citations.toSorted((one, other) => one.start - other.start)) {
    const { start, end } = citation;
    if (start < at || end <= start || end > text.length) continue;
    if (start > at) pieces.push({ start: at, text: text.slice(at, start) });
    pieces.push({ start, text: text.slice(start, end), citation });
    at = end;
  }
  if (at < text.length) pieces.push({ start: at, text: text.slice(at) });
  return pieces;
}
