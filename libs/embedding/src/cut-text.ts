/** How a text that is longer than the provider reads is cut, in characters. */
export interface TextCutting {
  readonly length: number;
  readonly overlap: number;
}

/** Pieces of a text, each at most so long and repeating the end of the one before; no character is split. */
export function cutText(text: string, { length, overlap }: TextCutting): readonly string[] {
  const characters = Array.from(text);
  if (characters.length <= length) return [text];
  const pieces = Math.ceil((characters.length - overlap) / (length - overlap));
  return Array.from({ length: pieces }, (_, piece) => {
    const start = piece * (length - overlap);
    return characters.slice(start, start + length).join('');
  });
}

/** What texts in pieces are embedded with. */
interface InPieces<Vector> {
  readonly cutting: TextCutting;
  /** A vector for each piece, in order. */
  readonly embedPieces: (pieces: readonly string[]) => Promise<readonly Vector[]>;
}

/** The vectors of each text's pieces, in the order of the texts; equal texts are asked for once. */
export async function vectorsOfPieces<Vector>(
  texts: readonly string[],
  { cutting, embedPieces }: InPieces<Vector>,
): Promise<readonly (readonly Vector[])[]> {
  const distinct = [...new Set(texts)];
  const pieces = distinct.map((text) => cutText(text, cutting));
  const vectors = await embedPieces(pieces.flat());
  let next = 0;
  const ofText = new Map(
    distinct.map((text, index) => [text, vectors.slice(next, (next += pieces[index]?.length ?? 0))]),
  );
  return texts.map((text) => ofText.get(text) ?? []);
}

/** Rows of unit length in the order of the texts: a long text's is the mean of its pieces', which may be of any length. */
export async function embedInPieces(
  texts: readonly string[],
  { dimensions, ...inPieces }: InPieces<ArrayLike<number>> & { readonly dimensions: number },
): Promise<Float32Array> {
  const rows = new Float32Array(texts.length * dimensions);
  for (const [row, vectors] of (await vectorsOfPieces(texts, inPieces)).entries())
    rows.set(unitMean(vectors), row * dimensions);
  return rows;
}

/** Not every service's vectors come in unit length: each is made so before the mean is, and the mean again. */
function unitMean(vectors: readonly ArrayLike<number>[]): Float32Array {
  const sums = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    const numbers = Array.from(vector);
    const norm = Math.hypot(...numbers);
    for (const [place, value] of numbers.entries()) sums[place] = (sums[place] ?? 0) + value / norm;
  }
  const norm = Math.hypot(...sums);
  return Float32Array.from(sums, (sum) => sum / norm);
}
