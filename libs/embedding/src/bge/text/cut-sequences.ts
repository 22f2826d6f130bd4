/** How a text that has more tokens than a run takes is cut; lengths in tokens with the two special ones. */
export type Cutting =
  /** Pieces of `length` tokens, each repeating the last `overlap` of the one before. */
  | { readonly kind: 'chunks'; readonly length: number; readonly overlap: number }
  /** What is beyond `length` is dropped, as the reference implementation does. */
  | { readonly kind: 'truncate'; readonly length: number };

/** What the model sees in one go: a text, or a piece of one. */
export interface Sequence {
  readonly ids: readonly number[];
  /** How many tokens after the first special one an earlier piece of the text has already. */
  readonly repeated: number;
  /** Whether the text ends with it. */
  readonly last: boolean;
}

/** The sequences of one text; `ids` begin and end with the model's special tokens, and so does every sequence. */
export function cutSequences(ids: readonly number[], cutting: Cutting): readonly Sequence[] {
  if (ids.length <= cutting.length) return [{ ids, repeated: 0, last: true }];
  const room = cutting.length - 2;
  const body = ids.slice(1, -1);
  if (cutting.kind === 'truncate') return [{ ids: enclose(ids, body.slice(0, room)), repeated: 0, last: true }];
  const overlap = Math.min(cutting.overlap, room - 1);
  const pieces = Math.ceil((body.length - overlap) / (room - overlap));
  return Array.from({ length: pieces }, (_, piece) => {
    const start = piece * (room - overlap);
    const part = enclose(ids, body.slice(start, start + room));
    return { ids: part, repeated: piece === 0 ? 0 : overlap, last: piece === pieces - 1 };
  });
}

function enclose(whole: readonly number[], body: readonly number[]): readonly number[] {
  return [...whole.slice(0, 1), ...body, ...whole.slice(-1)];
}
