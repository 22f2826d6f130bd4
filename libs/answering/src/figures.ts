import { chineseNumeral, numeralCharacters } from '@lexhop/statutes';

const digits = String.raw`\d[\d,]*(?:\.\d+)?`;
const numeral = `${numeralCharacters}+`;
const number = String.raw`(?<number>${digits}\s?[萬万億亿]?|${numeral})`;

/** What law measures, each with the words that say so behind a number. */
const units = {
  year: '年|歲|岁|years?',
  month: '個?月|个月|months?',
  week: '星期|週|周|weeks?',
  day: '日|天|days?',
  hour: '小時|小时|hours?',
  money: '元|(?:new taiwan )?dollars?',
  times: '倍|times',
  percent: '%|percent',
  persons: '人|名|persons?',
} as const;

const notOfArticles = String.raw`(?<!第|第\s)`;
const measured = Object.entries(units).map(
  ([kind, words]) => [kind, new RegExp(String.raw`${notOfArticles}${number}\s?(?:${words})`, 'giu')] as const,
);
/** Money that is marked before the number, or by its myriads alone: NT$500,000; 罰金五十萬; 三萬至十五萬元. */
const money = [
  new RegExp(String.raw`(?:\$|新[臺台]幣|新台币)\s?${number}`, 'giu'),
  new RegExp(
    String.raw`${notOfArticles}(?<number>(?:${digits}\s?|[一二三四五六七八九兩两十百千]+)[萬万億亿])(?=[至到以，。、,.）)\s]|$)`,
    'giu',
  ),
];
const share = new RegExp(String.raw`(?<of>${digits}|${numeral})分之(?<number>${digits}|${numeral})`, 'gu');

/**
 * The periods, ages, amounts, shares and numbers of persons that a text states, each as its number and kind: 六個月, 6 months and 六月 are
 * `6 month`, 三分之一 is `1/3`, 百分之五 and 5% are `5 percent`, 新臺幣三十萬元 is `300000 money`. One person is no number; numbers of articles
 * are none.
 */
export function figuresIn(text: string): ReadonlySet<string> {
  const plain = text.normalize('NFKC');
  const found = [...measured, ...money.map((pattern) => ['money', pattern] as const)].flatMap(([kind, pattern]) =>
    Array.from(plain.matchAll(pattern), ({ groups }) => figureOf(valueOf(groups?.['number'] ?? ''), kind)),
  );
  const shares = Array.from(plain.matchAll(share), ({ groups }) => {
    const [of, part] = [valueOf(groups?.['of'] ?? ''), valueOf(groups?.['number'] ?? '')];
    if (of === undefined || part === undefined) return undefined;
    return of === '100' ? `${part} percent` : `${part}/${of}`;
  });
  return new Set([...found, ...shares].filter((figure) => figure !== undefined));
}

function figureOf(value: string | undefined, kind: string): string | undefined {
  return value === undefined || (kind === 'persons' && value === '1') ? undefined : `${value} ${kind}`;
}

const myriads: Readonly<Record<string, number>> = { 萬: 1e4, 万: 1e4, 億: 1e8, 亿: 1e8 };

function valueOf(words: string): string | undefined {
  const plain = words.replaceAll(/[,\s]/gu, '');
  const whole = /^(?<value>\d+(?:\.\d+)?)(?<myriad>[萬万億亿]?)$/u.exec(plain)?.groups;
  if (whole) return String(Math.round(Number(whole['value']) * (myriads[whole['myriad'] ?? ''] ?? 1) * 1e6) / 1e6);
  const value = chineseNumeral(plain);
  return value === undefined ? undefined : String(value);
}
