import { chineseNumeral } from '../chinese-numeral.js';
import type { ChineseToken, Script } from './chinese-tokens.js';
import type { ArticlePlace, ParagraphPlace } from './mention.js';

const numeral = '[一二三四五六七八九十兩两0-9０-９]{1,3}';

/** Reads 前條, 前二項, 次條, 本條, 同條, 各該項 and 前款 at the start of a window; `before` is the character in front of it. */
export type RelativeReader = (window: string, start: number, before: string) => ChineseToken | undefined;

export function relativeReader(script: Script): RelativeReader {
  const units = `[${script.article}${script.paragraph}${script.parts}]`;
  const pattern = new RegExp(`^(前|上|次|本|同|各?[該该])(各|${numeral})?(${units})`);
  const samePlace = new RegExp(`^[同該该]${script.article}${script.paragraph}`);
  const mistaken = mistakes(script);
  return (window, start, before) => {
    const match = pattern.exec(window);
    if (match === null) return undefined;
    const [words, direction = '', count, unit = ''] = match;
    if (samePlace.test(window)) return { type: 'paragraph', start, end: start + 3, place: { at: 'same' } };
    const after = window.slice(words.length, words.length + 2);
    if (mistaken({ direction, unit, before, after })) return undefined;
    return tokenOf(script, { direction, count, unit }, { start, end: start + words.length });
  };
}

interface Relative {
  readonly direction: string;
  readonly count: string | undefined;
  readonly unit: string;
}

function tokenOf(
  script: Script,
  { direction, count, unit }: Relative,
  span: { start: number; end: number },
): ChineseToken | undefined {
  if (script.parts.includes(unit)) return { type: 'part', ...span };
  const back = direction === '前' || direction === '上';
  if (count === '各') {
    return back && unit === script.paragraph ? { type: 'paragraph', ...span, place: { at: 'all-back' } } : undefined;
  }
  if (count !== undefined && !back) return undefined;
  const place = placeOf(direction, count);
  return unit === script.article ? { type: 'article', ...span, place } : { type: 'paragraph', ...span, place };
}

function placeOf(direction: string, count: string | undefined): ArticlePlace & ParagraphPlace {
  if (direction === '前' || direction === '上') return { at: 'back', count: chineseNumeral(count ?? '一') ?? 1 };
  if (direction === '次') return { at: 'next' };
  if (direction.startsWith('各')) return { at: 'each' };
  return { at: direction === '本' ? 'here' : 'same' };
}

interface Surroundings {
  readonly direction: string;
  readonly unit: string;
  readonly before: string;
  readonly after: string;
}

/** Words that only look relative: 目前二項, 前項目, 修正前條文, 相同條件, 該項業務, 以上項目. */
function mistakes(script: Script): (surroundings: Surroundings) => boolean {
  return ({ direction, unit, before, after }) => {
    if (notRelativeAfter(direction, before)) return true;
    if (unit === script.article) return otherWordOfArticle(direction, before, after);
    if (after.startsWith('目') && after !== '目的') return true;
    if (unit !== script.paragraph) return false;
    const mustCite = /[該该本]/.test(direction);
    return mustCite && !/^(?:第|規定|规定|之規|所定|但書|但书|前段|後段|本文)/.test(after);
  };
}

function notRelativeAfter(direction: string, before: string): boolean {
  if (direction === '前') return before === '目' || before === '當';
  if (direction === '同') return '不相共'.includes(before || '.');
  if (direction === '上') return '以線地加'.includes(before || '.');
  return direction === '次' && '每層歷逐'.includes(before || '.');
}

/** 條例, 條約, 條件, 條文, 條款 are other words; 前條例外, 前條約定, 前條文件, 前條款項 are not. */
function otherWordOfArticle(direction: string, before: string, after: string): boolean {
  if (!/^[例約约件文款理]/.test(after)) return false;
  const twoWords = ['例外', '約定', '约定', '文件', '文書', '款項', '款项'].includes(after);
  const beforeAmendment = direction === '前' && '正行止布訂'.includes(before || '.');
  return !twoWords || beforeAmendment || direction !== '前';
}
