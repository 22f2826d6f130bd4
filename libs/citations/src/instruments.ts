/** What names of statutes end in, longest first where one ends in another. */
export const statuteEndings =
  '施行細則 增修條文 條例 通則 規程 規則 細則 辦法 綱要 標準 準則 稅則 要點 憲法 条例 规定 办法 规则 细则 标准 准则 宪法 法'.split(
    ' ',
  );

/** Other documents that have articles of their own; a citation after one of these is not one of this statute. */
const otherDocuments =
  '憲章 公約 條約 協定 協議 協約 議定書 章程 契約 合約 條款 規約 規章 規範 守則 須知 方案 計畫 基準 程序 公報 指令 指引 手冊 注意事項 命令 公约 条约 协定 合同'.split(
    ' ',
  );

const endings = [...statuteEndings, ...otherDocuments];

/** The ending that makes a text the name of a statute or another document with articles. */
export function instrumentEnding(name: string): string | undefined {
  return endings.find((ending) => name.endsWith(ending));
}

/** The ending that makes a text the name of a statute. */
export function statuteEnding(name: string): string | undefined {
  return statuteEndings.find((ending) => name.endsWith(ending));
}

/** From this length on, a title is unlikely to be the tail of another name. */
const unmistakable = 8;

/** Han characters that end a word before a short title; found by reading what stands before titles in all Taiwanese statutes. */
const mayPrecede = new Set(
  '依用及合據或受有反於照之為指犯屬原與按除正以日達關過守在行事項經因由自但前後具逾遵循使含同入嫌符暨取出其就對至較得訂定載向列如附習授稱應該違查意備明考商予將張背涉加滿到從越繳諳開款條目非係並且而故若即則既當年現修舊等是均觸',
);

/** What turns 銀行法 into another word: 法人, 法院, 法官, 法令, 法律, 法定, 法務, 法制, 法庭, 法規 (but not 法規定). */
const legalWords = new Set('人院官令律則學制治庭警理源益條務定規案');

const furtherTitle = /^(?:[^，。；、之第及或]{0,6}施行|實施|執行)(?:細則|法|條例|辦法|規則|標準|準則)/;

/**
 * Whether the Chinese title in `[start, end)` is a name by itself: no part of a longer word (國民法官, 銀行法人),
 * of a kind of thing (放流水標準值), or of the title of a statute that is not known (…施行細則).
 */
export function titleStandsAlone(text: string, start: number, end: number): boolean {
  return beginsAlone(text, start, end) && endsAlone(text, end);
}

function beginsAlone(text: string, start: number, end: number): boolean {
  const before = text[start - 1];
  if (before === undefined || !isHan(before) || mayPrecede.has(before)) return true;
  return end - start >= unmistakable;
}

function endsAlone(text: string, end: number): boolean {
  const after = text[end];
  if (after === undefined || !isHan(after) || after === '第') return true;
  const word = text.slice(end, end + 2);
  const last = text[end - 1];
  if (last === '法' && legalWords.has(after)) return word === '規定' || word === '規範' || word === '案件';
  if (last === '準' && text[end - 2] === '標') return !'值法化差型'.includes(after);
  return !furtherTitle.test(text.slice(end, end + 14));
}

const anotherInstrument = /\b[A-Z]\w*(?: [A-Z]\w*)* (?:of|for|to) (?:the )?$/;
const longerName = /(?:^|\s)(?!The\b|Of\b|Under\b|In\b|By\b|If\b|When\b|Where\b|With\b)[A-Z][\w-]* $/;

/** Whether the English title in `[start, end)` is whole words and no part of a longer name (Enforcement Rules of the Copyright Act). */
export function englishTitleStandsAlone(text: string, start: number, end: number): boolean {
  if (/\w/.test(text[start - 1] ?? '') || /\w/.test(text[end] ?? '')) return false;
  const before = text.slice(Math.max(0, start - 60), start);
  if (longerName.test(before)) return false;
  const instrument = anotherInstrument.exec(before)?.[0];
  if (instrument !== undefined && /\b(?:Rules|Regulations|Act|Law|Bylaws|Guidelines)\b/.test(instrument)) return false;
  return !/^ (?:Enforcement|Implementation|Implementing)\b/.test(text.slice(end, end + 20));
}

function isHan(character: string): boolean {
  return character >= '㐀' && character <= '鿿';
}
