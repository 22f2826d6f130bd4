const boxDrawing = /[\u2500-\u257f\u2581-\u2595\uffe3\uff3f]/;
const endsSentence = /[。：︰；，]$/;

/**
 * Which lines belong to a table or a formula drawn with characters: those with box-drawing characters,
 * and the indented lines without punctuation next to them (a fraction's numerator and denominator).
 * Their blanks carry meaning and are kept; they are never joined.
 */
export function preformattedLines(lines: readonly string[]): readonly boolean[] {
  const drawn = lines.map((line) => boxDrawing.test(line));
  if (!drawn.includes(true)) return drawn;
  return lines.map((line, index) => {
    const besideDrawing = drawn[index - 1] === true || drawn[index + 1] === true;
    return (
      drawn[index] === true || (besideDrawing && /^[ \u3000]{2,}/.test(line) && !endsSentence.test(line.trimEnd()))
    );
  });
}
