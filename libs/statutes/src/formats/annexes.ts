import { compareArticleNumbers } from '../article-number.js';
import type { Remark } from './statute-draft.js';
import { endsLine } from './text-line.js';
import type { KeptRows, Row } from './text-rows.js';

const figures = '[一二三四五六七八九十百甲乙丙丁0-9０-９]{1,4}';
const titles: readonly RegExp[] = [
  // 附表, 附件一：, 附表二之一 裁罰基準, 附圖(三); and 附表一裁罰基準
  new RegExp(
    `^[（(【〔]?附[ 　]*[表件錄录圖图][ 　]*(?:[（(]?${figures}[)）]?)?(?:之${figures})?[)）】〕]?(?:[ 　:：、.].{0,40})?$`,
    'u',
  ),
  new RegExp(`^附[表件錄录圖图]${figures}(?:之${figures})?\\p{Script=Han}{1,40}$`, 'u'),
  new RegExp(`^別[表記](?:第${figures})?(?:[ 　（(].{0,40})?$`, 'u'),
  /^(?:Schedule|SCHEDULE|Annex(?:e|ure)?|ANNEXE?|Appendix|APPENDIX|Anlage|Anhang|Allegato|ALLEGATO|Anexo|ANEXO)(?:\s+(?:\d{1,3}|[IVX]{1,6}|[A-Z]))?(?:\s*[:.–—(-].{0,60})?$/u,
  /^\[?별[표지]\s*\d{0,3}\]?(?:\s.{0,40})?$/u,
];

/** Whether a line reads as the title of an annex: a name of its own, no sentence, and nothing that is left open above it. */
function isAnnexTitle(rows: readonly Row[], place: number): boolean {
  const { text } = rows[place]?.line ?? { text: '' };
  if (text.length > 64 || /[。；，]/.test(text) || !titles.some((title) => title.test(text))) return false;
  const above = rows[place - 1];
  return above === undefined || above.line.text === '' || above.heading !== undefined || endsLine(above.line.text);
}

/** The rows above an annex, and a remark on those that were left out. */
function cutAt(rows: readonly Row[], place: number): KeptRows {
  const left = rows.slice(place).filter(({ line }) => line.text !== '').length;
  const title = JSON.stringify(rows[place]?.line.text ?? '');
  const what = left === 1 ? '1 line is' : `${left} lines from there on are`;
  const sentence = `${title} begins an annex below the last article; ${what} no article's, and left out.`;
  const remark: Remark = { code: 'annex-left-out', place: `line ${rows[place]?.number ?? 1}`, sentence };
  return { rows: rows.slice(0, place), leftOut: [remark] };
}

/**
 * The rows without annexes (附表, 附件) that count articles of their own from 1: a form of contract, say. Where the numbers below one do not rise
 * one by one, it stood inside an article, and the statute goes on. In a table of contents an annex is named, too; but no sentence stands above it.
 */
export function withoutCountingAnnexes(rows: readonly Row[]): KeptRows {
  const first = rows.findIndex(({ candidate }) => candidate !== undefined);
  const sentence = rows.findIndex(({ line }, place) => place >= first && /[。.]$/.test(line.text));
  const begins = sentence < 0 || first < 0 ? undefined : countingAnnex(rows, sentence);
  return begins === undefined ? { rows, leftOut: [] } : cutAt(rows, begins);
}

/** Where the first annex below a place begins that counts from 1, and counts on to the end. */
function countingAnnex(rows: readonly Row[], below: number): number | undefined {
  let begins: number | undefined;
  let next: string | undefined;
  for (let place = rows.length - 1; place > below; place--) {
    const number = rows[place]?.candidate?.article.numbers[0];
    if (number !== undefined && !isStep(number, next)) return begins;
    next = number ?? next;
    if (next === '1' && isAnnexTitle(rows, place)) begins = place;
  }
  return begins;
}

/** Whether the articles counted in one go, or begin anew with the next. */
function isStep(number: string, next: string | undefined): boolean {
  if (next === undefined || next === '1') return true;
  return compareArticleNumbers(number, next) < 0 && Number.parseInt(next, 10) <= Number.parseInt(number, 10) + 1;
}

/** The rows without the annexes below the last article's. */
export function withoutLastAnnexes(rows: readonly Row[], lastOpening: Row | undefined): KeptRows {
  const last = lastOpening === undefined ? rows.length : rows.indexOf(lastOpening);
  const place = rows.findIndex((_, index) => index > last && isAnnexTitle(rows, index));
  return place < 0 ? { rows, leftOut: [] } : cutAt(rows, place);
}
