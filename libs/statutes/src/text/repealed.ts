/** 中華民國一百年一月一日公布, 108.06.05 */
const when = '(?:[〇○零一二三四五六七八九十百元0-9０-９年月日民國中華./．\\s]{3,24}(?:修正|公布)*)?';
/** What statutes say of a provision that is no more, as patterns for any case; some say when. */
export const deletedInHan = `${when}(?:刪除|删除|削除|廢止|废止)`;
export const deletedInLatin =
  'deleted|repealed|weggefallen|aufgehoben|gestrichen|abrogée?s?|abrogat[oi]|derogad[oa]s?|revogad[oa]s?';

/** Korean statutes say when: 삭제 <2008. 2. 29.> */
const inKorean = '삭제(?:<[^<>]*>)?';
const repealedText = new RegExp(
  `^[（([【〔]?(?:本條)?(?:${deletedInHan}|${deletedInLatin}|${inKorean})[)）\\]】〕]?[。.]?$`,
  'i',
);

/** Whether an article's text says only that it is gone: （刪除）, (deleted). */
export function isRepealed(text: string): boolean {
  return text.length < 40 && repealedText.test(text.replace(/\s+/g, ''));
}
