import { chineseNumeral } from '@lexhop/statutes';

const digits = String.raw`\d[\d,]*(?:\.\d+)?`;
const chinese = '[〇零一二三四五六七八九十百千萬万億亿兩两壹貳參肆伍陸柒捌玖拾佰仟廿卅]+';
/** What law measures: time, age, money, shares. */
const unit = String.raw`個?月|个月|小時|小时|星期|年|月|日|天|週|周|歲|岁|元|倍|%|percent|years?|months?|weeks?|days?|hours?`;
const figure = new RegExp(String.raw`(?<!第|第\s)(?<number>${digits}\s?[萬万億亿]?|${chinese})\s?(?:${unit})`, 'giu');
const share = new RegExp(String.raw`(?<of>${chinese}|${digits})分之(?<number>${chinese}|${digits})`, 'gu');

/**
 * The periods, ages, amounts and shares that a text states, each as its number: 六個月, 6 months and 六月 are all `6`, 三分之一 is `1/3`,
 * 新臺幣三十萬元 is `300000`. Dates and counts of things are not told apart; numbers of articles are none.
 */
export function figuresIn(text: string): ReadonlySet<string> {
  const plain = text.normalize('NFKC');
  const numbers = Array.from(plain.matchAll(figure), ({ groups }) => valueOf(groups?.['number'] ?? ''));
  const shares = Array.from(plain.matchAll(share), ({ groups }) => {
    const [of, number] = [valueOf(groups?.['of'] ?? ''), valueOf(groups?.['number'] ?? '')];
    return of === undefined || number === undefined ? undefined : `${number}/${of}`;
  });
  return new Set([...numbers, ...shares].filter((value) => value !== undefined));
}

const myriads: Readonly<Record<string, number>> = { 萬: 1e4, 万: 1e4, 億: 1e8, 亿: 1e8 };

function valueOf(words: string): string | undefined {
  const number = words.replaceAll(/[,\s]/gu, '');
  const whole = /^(?<value>\d+(?:\.\d+)?)(?<myriad>[萬万億亿]?)$/u.exec(number)?.groups;
  if (whole) return String(Math.round(Number(whole['value']) * (myriads[whole['myriad'] ?? ''] ?? 1) * 1e6) / 1e6);
  const value = chineseNumeral(number);
  return value === undefined ? undefined : String(value);
}
