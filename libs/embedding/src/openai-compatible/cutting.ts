import { cutText, type Cutting } from '../pieces.js';
import { EmbeddingError, TextTooLongError } from '../errors.js';

/** The lengths of a piece that are tried, in characters, the longest first. A Han character is mostly one token. */
const lengths = [2_000, 1_000, 500, 250];

/**
 * Finds out how long a text a server reads to its end. A longer one it refuses, or drops the rest of silently: then two texts that differ
 * only in their last tenth have the same vector.
 * Rejects as `embed` does, and with an EmbeddingError where no length is read to its end.
 * @param differ whether two vectors are of two texts
 */
export async function cuttingOf<Vector>(
  embed: (text: string) => Promise<Vector>,
  differ: (one: Vector, other: Vector) => boolean,
  model: string,
): Promise<Cutting> {
  let last: unknown;
  for (const length of lengths) {
    try {
      // One by one: of two that are refused together it is not known that each is too long.
      const one = await embed(longText(length, '租'));
      const other = await embed(longText(length, '罰'));
      if (differ(one, other)) return { length, overlap: length / 5 };
    } catch (thrown) {
      if (!(thrown instanceof TextTooLongError)) throw thrown;
      last = thrown;
    }
  }
  const shortest = lengths.at(-1);
  throw new EmbeddingError(model, `it reads texts of fewer than ${shortest} characters only.`, { cause: last });
}

/** A text of so many characters, whose last tenth is this one character. */
function longText(length: number, end: string): string {
  const [body = ''] = cutText(
    '出租人應以合於所約定使用收益之租賃物，交付承租人，並應於租賃關係存續中保持其合於約定。'.repeat(50),
    { length: length * 0.9, overlap: 0 },
  );
  return `${body}${end.repeat(length * 0.1)}`;
}
