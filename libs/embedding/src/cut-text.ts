/** How a text that is longer than the provider reads is cut, in characters. */
interface TextCutting {
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
