import { isoDate } from './json-fields.js';
import type { StatuteDraft } from './statute-draft.js';
import { withoutUndefined } from './without-undefined.js';

const longestTitle = 60;
const labelledLine = /^[^：:]{2,6}[：:]/;
const address = /https?:\/\/\S+/;

/** What the lines before the first article of a text say about the statute. */
export function readPreamble(lines: readonly string[], fileName: string): Omit<StatuteDraft, 'entries' | 'remarks'> {
  const written = lines.map((line) => line.trim()).filter((line) => line !== '');
  const first = written.find((line, index) => index === 0 && isTitle(line));
  const foreword = written
    .filter((line) => line !== first && !labelledLine.test(line) && !address.test(line))
    .join('\n');
  return {
    title: labelled(written, /^(?:法規名稱|法律名稱|名稱|title)\s*[：:]\s*(.+)$/i) ?? first ?? titleFromName(fileName),
    level: 'unknown',
    abolished: written.some((line) => /^廢止日期\s*[：:]|^[（(]?(?:已廢止|廢止)[)）]?$/.test(line)),
    ...withoutUndefined({
      url: written.map((line) => address.exec(line)?.[0]).find((found) => found !== undefined),
      category: labelled(written, /^(?:法規類別|類別)\s*[：:]\s*(.+)$/),
      modifiedOn: dateOf(
        labelled(written, /^(?:修正日期|公布日期|公發布日|最新異動日期|修訂日期)\s*[：:]\s*(.+)$/) ?? '',
      ),
      foreword: foreword === '' ? undefined : foreword,
    }),
  };
}

function labelled(lines: readonly string[], label: RegExp): string | undefined {
  return lines.map((line) => label.exec(line)?.[1]?.trim()).find((value) => value !== undefined && value !== '');
}

function isTitle(line: string): boolean {
  return line.length <= longestTitle && !/[。；，]/.test(line) && !address.test(line) && !labelledLine.test(line);
}

function titleFromName(fileName: string): string {
  return fileName.replace(/^.*[\\/]/, '').replace(/(?:\.(?:txt|md|markdown|gz))+$/i, '');
}

/** Also in the calendar of the Republic of China: 民國 111 年 06 月 15 日 is 2022-06-15. */
function dateOf(text: string): string | undefined {
  const republic = /(?:中華)?民國\s*(\d{1,3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/.exec(text);
  if (republic === null) return isoDate(text);
  const [, year, month, day] = republic;
  return isoDate(`${Number(year) + 1911}-${month}-${day}`);
}
