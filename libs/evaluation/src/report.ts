import type { EvaluationReport, EvaluationRow } from './evaluate.js';
import type { Interval } from './metrics.js';

/** The report as Markdown: one table for each group, a row for each variant, figures in %; and what to know about them. */
export function reportTable(report: EvaluationReport): string {
  const titleOf = ({ lang, type, queries }: EvaluationRow) => `${lang} ${type} (${queries})`;
  const tables = [...new Set(report.rows.map(titleOf))].map((title) => {
    const rows = report.rows.filter((row) => titleOf(row) === title);
    return [`## ${title}`, '', ...groupTable(rows, report), ''].join('\n');
  });
  return [...notesOf(report), '', ...tables].join('\n');
}

/** One group's rows as the lines of a Markdown table. */
export function groupTable(
  rows: readonly EvaluationRow[],
  { baseline }: Pick<EvaluationReport, 'baseline'>,
): readonly string[] {
  const head = ['mode', 'R@5', 'R@10', 'R@20', 'all@10', 'MRR@10', `R@10 against ${baseline}`];
  const lines = rows.map(({ variant, metrics, difference }) => [
    variant,
    ...[metrics.recallAt5, metrics.recallAt10, metrics.recallAt20, metrics.allGoldAt10, metrics.reciprocalRankAt10].map(
      percent,
    ),
    difference ? spelled(difference) : '',
  ]);
  return [head, ['---', ...head.slice(1).map(() => '---:')], ...lines].map((cells) => `| ${cells.join(' | ')} |`);
}

/** One line a query and variant, with the rank of each of its gold articles; empty where it is not among the first 20. */
export function reportCsv({ graph, build, answers }: EvaluationReport): string {
  const head = 'graph,build,query,lang,type,variant,recall@5,recall@10,recall@20,milliseconds,ranks';
  const lines = answers.map(({ id, lang, type, variant, metrics, milliseconds, ranks }) =>
    [
      graph,
      build,
      id,
      lang,
      type,
      variant,
      metrics.recallAt5,
      metrics.recallAt10,
      metrics.recallAt20,
      milliseconds?.toFixed(2) ?? '',
      ranks.map((rank) => rank ?? '').join(' '),
    ]
      .map(cellOf)
      .join(','),
  );
  return [head, ...lines, ''].join('\n');
}

function cellOf(value: string | number): string {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function notesOf({
  graph,
  build,
  space,
  semantic,
  queries,
  missingGold,
  milliseconds,
  short,
}: EvaluationReport): string[] {
  const told = (counts: Readonly<Record<string, number>>, digits: number) =>
    Object.entries(counts)
      .map(([variant, count]) => `${variant} ${count.toFixed(digits)}`)
      .join(', ');
  return [
    `${queries} ${queries === 1 ? 'query' : 'queries'} on build ${build} of graph ${graph}, embedded in ${space ?? 'no space'}; figures in %; differences with 95 % intervals by the paired bootstrap.`,
    `Median milliseconds of an answer without embedding: ${told(milliseconds, 1)}.`,
    ...(semantic || space === undefined ? [] : ['The vectors know no meaning: only the figures of bm25 say anything.']),
    ...(Object.keys(short).length === 0 ? [] : [`Queries that got fewer than 10 articles: ${told(short, 0)}.`]),
    ...(missingGold.length === 0
      ? []
      : [
          `The graph lacks ${missingGold.length} gold ${missingGold.length === 1 ? 'article' : 'articles'}, counted as not found.`,
        ]),
  ];
}

function percent(figure: number): string {
  return (figure * 100).toFixed(1);
}

function spelled({ mean, low, high }: Interval): string {
  const signed = (figure: number) => `${figure < 0 ? '−' : '+'}${percent(Math.abs(figure))}`;
  return `${signed(mean)} [${signed(low)}, ${signed(high)}]`;
}
