import type { Citation } from './mention.js';

const figure = '一二三四五六七八九十百甲乙丙丁0-9０-９';
const figures = `[${figure}]{1,3}`;
/** 附件第一; but the 第一項 of 附表第一項 is a place in it. */
const ordinal = `第${figures}(?![${figure}條条項项款目類类欄栏節节點点章號号種种級级行])`;
const chineseNumber = `[ 　]?(?:${ordinal}|${figures}|[（(]${figures}[）)])(?:之[ 　]?${figures})?`;
const chineseAnnex = `附[表件錄录圖图](?:${chineseNumber})?|別[表記](?:${ordinal})?`;

/** After these a bare 附表 is the annex, and no part of another word: 檢附表件, 隨附件數. */
const introduces = '(?<=^|[如依見按照之的條項款目本該於在及或與、，。；：（(「『〈《\\s])';
const annexes = new RegExp(
  [
    `附[表件錄录圖图]${chineseNumber}`,
    `別[表記]${ordinal}`,
    `${introduces}附[表件錄录圖图](?![表件錄录圖图則则加數数])`,
    '\\b(?:Annex|Schedule|Appendix|Attachment|(?:Attached|Appended) Table)[ \\u00a0](?:\\d{1,3}|[IVX]{1,5}|[A-Z])(?:-\\d{1,2})?\\b',
    '\\b(?:Anlage|Anhang|Annexe|Allegato|Anexo)[ \\u00a0](?:\\d{1,3}|[IVX]{1,5}|[A-Z])\\b',
    '별[표지][ ]?\\d{1,3}(?:의\\d{1,2})?',
  ].join('|'),
  'gmu',
);
const annexAtEnd = new RegExp(`(?:${chineseAnnex})$`, 'u');

/** Whether a text ends with the name of an annex: what follows, 第二項 say, is the annex's and nobody's article. */
export function endsWithAnnex(text: string): boolean {
  return annexAtEnd.test(text);
}

/**
 * The annexes (附表一, 附件, Schedule 2) that a text names, in order, apart from those inside `others`. They are in no file of articles, so they
 * point at nothing; they are told of, so that nobody takes them for unread.
 */
export function annexCitations(text: string, others: readonly Citation[]): readonly Citation[] {
  const covered = others.map(({ span }) => span);
  return [...text.matchAll(annexes)].flatMap(({ 0: words, index }): readonly Citation[] => {
    const span = { start: index, end: index + words.length };
    const isInside = covered.some(({ start, end }) => span.start < end && start < span.end);
    return isInside ? [] : [{ kind: 'annex', mutatisMutandis: false, targets: [], span }];
  });
}
