/**
 * The width of a line in columns: one for an ASCII character, two for any other.
 * That is how the systems that wrapped the ministry's texts at 64 columns counted (Big5: one byte, one column).
 */
export function columnWidth(line: string): number {
  let width = 0;
  for (let index = 0; index < line.length; index++) {
    const unit = line.charCodeAt(index);
    // The second half of a surrogate pair adds nothing.
    if (unit < 0xdc00 || unit > 0xdfff) width += unit < 0x80 ? 1 : 2;
  }
  return width;
}
