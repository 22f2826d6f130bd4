/** What statutes say of a provision that is no more, as patterns for any case. */
export const deletedInHan = '刪除|删除|削除|廢止|废止';
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
