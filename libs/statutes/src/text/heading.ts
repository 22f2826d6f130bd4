const padded = /第\s*([〇零一二三四五六七八九十百千\d]+)\s*([編章節款目])/g;

/** A heading without the blanks that a gazette pads it with: 第一章 總則. */
export function headingOf(heading: string): string {
  return heading.replace(padded, '第$1$2').trim();
}
