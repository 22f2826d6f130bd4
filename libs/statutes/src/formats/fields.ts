import { OversizeText } from '../files/json-assembler.js';
import { type Remark, type StatuteDraft, withoutUndefined } from './statute-draft.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof OversizeText);
}

/** The elements of a list; none where it is missing. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Reads the text fields of one JSON object, and notes those that are something else. */
export class FieldReader {
  readonly remarks: Remark[] = [];

  constructor(
    private readonly object: JsonObject,
    private readonly place: string,
  ) {}

  /** The trimmed text; undefined where the field is missing, null or blank, or (with a remark) not text. */
  text(name: string): string | undefined {
    const value = this.object[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value.trim() || undefined;
    this.remarks.push(this.#unreadable(name, `is ${describe(value)}, not text`));
    return undefined;
  }

  /** `20220615` or `2022/06/15` as `2022-06-15`; undefined (with a remark) where it is no date. */
  date(name: string): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const date = isoDate(value);
    if (date === undefined)
      this.remarks.push(this.#unreadable(name, `is ${JSON.stringify(value.slice(0, 40))}, not a date`));
    return date;
  }

  #unreadable(name: string, problem: string): Remark {
    return {
      code: 'field-not-readable',
      place: this.place,
      sentence: `The field ${name} ${problem}, and was left out.`,
    };
  }
}

/** What a JSON value is, for a warning. */
function describe(value: unknown): string {
  if (value instanceof OversizeText) return `a text of ${value.length} characters`;
  if (value === null || value === undefined) return 'missing';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

/** `20220615`, `2022/6/15`, `2022-06-15` as an ISO date; undefined where the calendar has no such day. */
export function isoDate(text: string): string | undefined {
  const match = /^(\d{4})(?:(\d{2})(\d{2})|[-/.](\d{1,2})[-/.](\d{1,2}))$/.exec(text);
  if (match === null) return undefined;
  const [, year = '', compactMonth, compactDay, month = compactMonth ?? '', day = compactDay ?? ''] = match;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(iso) ? undefined : iso;
}

/** The warning for a value that should have been an article or its text. */
export function unreadable(place: string, what: string, value: unknown): Remark {
  const code = value instanceof OversizeText ? 'article-too-long' : 'article-not-text';
  return { code, place, sentence: `${what} is ${describe(value)}; it was left out.` };
}

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
  const bare = first === undefined ? undefined : bareTitle(first);
  const title = labelled(written, /^(?:法規名稱|法律名稱|名稱|title)\s*[：:]\s*(.+)$/i) ?? bare?.title;
  return {
    title: title ?? titleFromName(fileName),
    titled: title !== undefined,
    level: 'unknown',
    abolished: written.some((line) => /^廢止日期\s*[：:]|^[（(]?(?:已廢止|廢止)[)）]?$/.test(line)),
    ...withoutUndefined({
      url: labelled(written, /^(?:法規網址|網址|url)\s*[：:]\s*(https?:\/\/\S+)$/i),
      category: labelled(written, /^(?:法規類別|類別)\s*[：:]\s*(.+)$/),
      modifiedOn: dateOf(
        labelled(written, /^(?:修正日期|公布日期|公發布日|最新異動日期|修訂日期)\s*[：:]\s*(.+)$/) ?? bare?.dated ?? '',
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

/** 《甲條例》（民國 112 年 2 月 8 日修正） as 甲條例 and when that was; other brackets, （節錄） say, are the title's own. */
function bareTitle(line: string): { readonly title: string; readonly dated: string } {
  const [remark = '', dated = ''] =
    /\s*[（(]([^（()）]*\d[^（()）]*(?:修正|公布|公佈|發布|訂定|施行))[)）]$/.exec(line) ?? [];
  const title = line.slice(0, line.length - remark.length).replace(/^[《〈「『【](.+)[》〉」』】]$/, '$1');
  return { title, dated };
}

function titleFromName(fileName: string): string {
  return fileName.replace(/^.*[\\/]/, '').replace(/(?:\.(?:txt|text|md|markdown|html?|docx|gz))+$/i, '');
}

/** Also in the calendar of the Republic of China: 民國 111 年 06 月 15 日 is 2022-06-15. */
function dateOf(text: string): string | undefined {
  const republic = /(?:中華)?民國\s*(\d{1,3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/.exec(text);
  if (republic === null) return isoDate(/\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/.exec(text)?.[0] ?? text);
  const [, year, month, day] = republic;
  return isoDate(`${Number(year) + 1911}-${month}-${day}`);
}
