import type { Statute } from '../statute.js';

/** A statute written out as text, as people have them. */
interface Dress {
  readonly name: string;
  readonly write: (statute: Statute, label: (number: string) => string) => string;
}

/** 第10-1條, 第 10-1 條 and 第十條之一. */
export const labelStyles: Readonly<Record<string, (number: string) => string>> = {
  digits: (number) => `第${number}條`,
  ministry: (number) => `第 ${number} 條`,
  numerals: (number) => {
    const [main = '', ...subs] = number.split('-');
    return `第${numeral(Number(main))}條${subs.map((sub) => `之${numeral(Number(sub))}`).join('')}`;
  },
};

const pageLines = 30;
const lineCharacters = 30;

export const dresses: readonly Dress[] = [
  { name: '第N條　text', write: (statute, label) => besideLabels(statute, label).join('\n') },
  {
    name: 'labels on their own lines',
    write: (statute, label) => written(statute, (number, text) => [label(number), ...text.split('\n')]).join('\n'),
  },
  {
    name: 'hard-wrapped at 30 characters',
    write: (statute, label) => besideLabels(statute, label).flatMap(wrapped).join('\n'),
  },
  {
    name: 'with page footers',
    write: (statute, label) => {
      const lines = besideLabels(statute, label).flatMap(wrapped);
      const pages = Math.ceil(lines.length / pageLines);
      return Array.from({ length: pages }, (_, page) => [
        ...lines.slice(page * pageLines, (page + 1) * pageLines),
        `第 ${page + 1} 頁，共 ${pages} 頁`,
      ])
        .flat()
        .join('\n');
    },
  },
];

function besideLabels(statute: Statute, label: (number: string) => string): readonly string[] {
  return written(statute, (number, text) => `${label(number)}　${text}`.split('\n'));
}

function written(statute: Statute, article: (number: string, text: string) => readonly string[]): readonly string[] {
  const lines = [`法規名稱：${statute.title}`, `網址：${statute.url ?? ''}`, ''];
  let above: readonly string[] = [];
  for (const { number, headingPath, text } of statute.articles) {
    const common = headingPath.findIndex((heading, depth) => heading !== above[depth]);
    if (common >= 0) lines.push(...headingPath.slice(common));
    above = headingPath;
    lines.push(...article(number, text));
  }
  return lines;
}

function wrapped(line: string): readonly string[] {
  const characters = Array.from(line);
  if (characters.length <= lineCharacters) return [line];
  return Array.from({ length: Math.ceil(characters.length / lineCharacters) }, (_, index) =>
    characters.slice(index * lineCharacters, (index + 1) * lineCharacters).join(''),
  );
}

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 23 as 二十三, 105 as 一百零五, 1010 as 一千零一十; 0 as 零. */
function numeral(value: number): string {
  if (value === 0) return '零';
  if (value > 9 && value < 20) return `十${digits[value - 10] ?? ''}`;
  const units = ['千', '百', '十', ''];
  const figures = Array.from(String(value).padStart(4, '0'), Number);
  const written = figures.map((figure, place) =>
    figure === 0 ? '零' : `${digits[figure] ?? ''}${units[place] ?? ''}`,
  );
  return written
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '');
}
