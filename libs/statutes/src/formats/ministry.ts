import type { Statute } from '../statute.js';
import { FieldReader, isJsonObject, type JsonObject, listOf, unreadable } from './fields.js';
import { type DraftEntry, type Remark, type StatuteDraft, withoutUndefined } from './statute-draft.js';

/** The names that one of the ministry's formats gives to the same things. */
interface MinistryKeys {
  readonly level: string;
  readonly title: string;
  readonly url: string;
  readonly category: string;
  readonly modifiedOn: string;
  readonly abandonNote: string;
  readonly englishTitle: string;
  readonly foreword: string;
  readonly entries: string;
  readonly label: string;
  readonly content: string;
}

const bulkKeys: MinistryKeys = {
  level: 'LawLevel',
  title: 'LawName',
  url: 'LawURL',
  category: 'LawCategory',
  modifiedOn: 'LawModifiedDate',
  abandonNote: 'LawAbandonNote',
  englishTitle: 'EngLawName',
  foreword: 'LawForeword',
  entries: 'LawArticles',
  label: 'ArticleNo',
  content: 'ArticleContent',
};

const chineseKeys: MinistryKeys = {
  level: '法規性質',
  title: '法規名稱',
  url: '法規網址',
  category: '法規類別',
  modifiedOn: '最新異動日期',
  abandonNote: '廢止註記',
  englishTitle: '英文法規名稱',
  foreword: '前言',
  entries: '法規內容',
  label: '條號',
  content: '條文內容',
};

const chineseHeading = '編章節';
const translatedOn = '最新英文異動日期';

const levels: ReadonlyMap<string, Statute['level']> = new Map([
  ['憲法', 'constitution'],
  ['法律', 'law'],
  ['命令', 'order'],
]);

/** Whether a JSON value is a statute of the ministry's, in the bulk files' keys or the Chinese ones. */
export function isMinistryStatute(value: unknown): value is JsonObject {
  return (
    isJsonObject(value) &&
    [bulkKeys, chineseKeys].some(
      ({ title, englishTitle, entries }) => (title in value || englishTitle in value) && entries in value,
    )
  );
}

/** A statute of the ministry's bulk files (`ChLaw.json`, `ChOrder.json`, `EnLaw.json`) or of its one-file-per-statute format. */
export function draftMinistryStatute(value: JsonObject): StatuteDraft {
  const keys = bulkKeys.entries in value ? bulkKeys : chineseKeys;
  const fields = new FieldReader(value, 'the statute itself');
  const englishTitle = fields.text(keys.englishTitle);
  // A translation has no title of the language of its keys.
  const title = fields.text(keys.title) ?? englishTitle ?? '';
  const category = fields.text(keys.category);
  const { entries, remarks } = readEntries(listOf(value[keys.entries]), keys);
  return {
    title,
    ...withoutUndefined({
      englishTitle: englishTitle === title ? undefined : englishTitle,
      url: fields.text(keys.url),
      category,
      modifiedOn: fields.date(keys.modifiedOn) ?? fields.date(translatedOn),
      foreword: fields.text(keys.foreword),
    }),
    level: levels.get(fields.text(keys.level) ?? '') ?? 'unknown',
    abolished: isAbolished(fields.text(keys.abandonNote), category),
    entries,
    remarks: [...fields.remarks, ...remarks],
  };
}

function isAbolished(abandonNote = '', category = ''): boolean {
  return abandonNote.includes('廢') || category.startsWith('廢止法規');
}

function readEntries(values: readonly unknown[], keys: MinistryKeys) {
  const entries: DraftEntry[] = [];
  const remarks: Remark[] = [];
  values.forEach((value, index) => {
    const entry = readEntry(value, keys, index);
    if ('code' in entry) remarks.push(entry);
    else entries.push(entry);
  });
  return { entries, remarks };
}

function readEntry(value: unknown, keys: MinistryKeys, index: number): DraftEntry | Remark {
  const place = `entry ${index + 1}`;
  if (!isJsonObject(value)) return unreadable(place, `Entry ${index + 1}`, value);
  const heading = keys === bulkKeys ? value['ArticleType'] === 'C' && value[keys.content] : value[chineseHeading];
  if (typeof heading === 'string') return { heading };
  const label = labelOf(value[keys.label]);
  const content = value[keys.content];
  return typeof content === 'string'
    ? { label, content }
    : unreadable(label || place, `The content of ${label || place}`, content);
}

function labelOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
