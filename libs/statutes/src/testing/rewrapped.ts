import { columnWidth } from '../text/column-width.js';

/** A line as a page of 64 columns breaks it, list entries with their second lines indented: the ministry's old layout. */
export function rewrapped(line: string): string {
  const indent = /^[一二三四五六七八九十]+、/.test(line) ? '    ' : '';
  const lines: string[] = [];
  let current = '';
  for (const character of line) {
    if (columnWidth(current) + columnWidth(character) > 64) {
      lines.push(current);
      current = indent;
    }
    current += character;
  }
  return [...lines, current].join('\r\n');
}
