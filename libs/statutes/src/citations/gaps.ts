/** How two citing words stand to each other, judged by the text between them. */
export type Gap = 'adjacent' | 'joined' | 'through' | 'carried' | 'apart';

const adjacent = new Set(['', '之', '」', '』', '》', '」之', '》之']);
const joined = new Set([
  '、',
  '及',
  '或',
  '與',
  '和',
  '暨',
  '以及',
  '並',
  '﹑',
  '､',
  '，及',
  '，或',
  '、及',
  '、或',
  '及其',
  '或其',
  '与',
  '；或',
]);
const through = new Set(['至', '迄', '到', '~', '～', '-', '－']);

/** 刑法第三百零二條之強制罪、第三百零四條; 第五條之罪及其未遂犯、第六條: the list goes on after the name of a crime. */
const afterCrime = /^(?:之[^，。；：\n第、及或]{0,12}罪)?(?:(?:及其|或其|之)?(?:預備犯|未遂犯))?[、及或與和]$/;

/** 民法總則第四十八條, 刑法妨害自由罪章第三百零二條 */
const partOfStatute = /^(?:總則|債編|物權編|親屬編|繼承編|[^，。；、及或第]{1,12}罪章)$/;

/** 民法第五條準用第六條; 民法第三十三條之請求解任董事事件、第三十六條: in 127 places of all Taiwanese law nine of ten are so. */
const carried = /^(?:[準准]用|[^。；：\n]*[、，及或與])$/;

const longestGap = 40;

export function gapBetween(text: string, end: number, start: number): Gap {
  if (start < end || start - end > longestGap) return 'apart';
  const between = text.slice(end, start).replaceAll(/[ 　]/g, '');
  if (adjacent.has(between) || partOfStatute.test(between)) return 'adjacent';
  if (joined.has(between) || afterCrime.test(between)) return 'joined';
  if (through.has(between)) return 'through';
  return carried.test(between) ? 'carried' : 'apart';
}
