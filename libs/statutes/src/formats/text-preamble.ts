import { isoDate } from './json-fields.js';
import { type StatuteDraft, withoutUndefined } from './statute-draft.js';

const longestTitle = 60;
const labelledLine = /^[^：:]{2,6}[：:]/;
/** A line that is one link of Markdown. */
const link = /^\[([^\]]+)\]\([^)]*\)$/;
const address = /https?:\/\/\S+/;

type Preamble = Omit<StatuteDraft, 'entries' | 'remarks'> & {
  /** Whether the text itself says its title. */
  readonly titled: boolean;
};

/** What the lines before the first article of a text say about the statute. Its address counts only where it is labelled as that. */
export function readPreamble(lines: readonly string[], fileName: string): Preamble {
  const written = lines.map((line) => line.trim().replace(link, '$1')).filter((line) => line !== '');
  const first = written.find((line, index) => index === 0 && isTitle(line));
  const foreword = written
    .filter((line) => line !== first && !labelledLine.test(line) && !address.test(line))
    .join('\n');
  const title = labelled(written, /^(?:法規名稱|法律名稱|名稱|title)\s*[：:]\s*(.+)$/i) ?? first;
  return {
    title: title ?? titleFromName(fileName),
    titled: title !== undefined,
    level: 'unknown',
    abolished: written.some((line) => /^廢止日期\s*[：:]|^[（(]?(?:已廢止|廢止)[)）]?$/.test(line)),
    ...withoutUndefined({
      url: labelled(written, /^(?:法規網址|網址|url)\s*[：:]\s*(https?:\/\/\S+)$/i),
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
  return fileName.replace(/^.*[\\/]/, '').replace(/(?:\.(?:txt|md|markdown|html?|docx|gz))+$/i, '');
}

/** Also in the calendar of the Republic of China: 民國 111 年 06 月 15 日 is 2022-06-15. */
function dateOf(text: string): string | undefined {
  const republic = /(?:中華)?民國\s*(\d{1,3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/.exec(text);
  if (republic === null) return isoDate(text);
  const [, year, month, day] = republic;
  return isoDate(`${Number(year) + 1911}-${month}-${day}`);
}
