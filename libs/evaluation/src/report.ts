import type { EvaluationReport, EvaluationRow } from './evaluate.js';

/** The report as Markdown: one table for each group, a row for each mode, figures in %; and what to know about them. */
export function reportTable(report: EvaluationReport): string {
  const titleOf = ({ lang, type, queries }: EvaluationRow) => `${lang} ${type} (${queries})`;
  const tables = [...new Set(report.rows.map(titleOf))].map((title) => {
    const rows = report.rows.filter((row) => titleOf(row) === title);
    return [`## ${title}`, '', ...tableOf(rows), ''].join('\n');
  });
  return [...notesOf(report), '', ...tables].join('\n');
}

function notesOf({ graph, build, space, semantic, queries, missingGold, milliseconds }: EvaluationReport): string[] {
  const times = Object.entries(milliseconds).map(([mode, time]) => `${mode} ${time.toFixed(1)}`);
  return [
    `${queries} queries on build ${build} of graph ${graph}, embedded in ${space ?? 'no space'}; figures in %.`,
    `Median milliseconds of an answer without embedding: ${times.join(', ')}.`,
    ...(semantic ? [] : ['The vectors know no meaning: only the figures of bm25 say anything.']),
    ...(missingGold.length === 0 ? [] : [`The graph lacks ${missingGold.length} gold articles, counted as not found.`]),
  ];
}

function tableOf(rows: readonly EvaluationRow[]): string[] {
  const head = ['mode', 'R@5', 'R@10', 'R@20', 'all@10', 'MRR@10'];
  const lines = rows.map(({ mode, metrics }) => [
    mode,
    ...[metrics.recallAt5, metrics.recallAt10, metrics.recallAt20, metrics.allGoldAt10, metrics.reciprocalRankAt10].map(
      (figure) => (figure * 100).toFixed(1),
    ),
  ]);
  return [head, ['---', ...head.slice(1).map(() => '---:')], ...lines].map((cells) => `| ${cells.join(' | ')} |`);
}
