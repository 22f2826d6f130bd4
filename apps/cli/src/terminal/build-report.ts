import { embeddingSpaceId } from '@lexhop/graph-model';
import type { Schema } from '@lexhop/client';
import { spellCount, spellSeconds } from './output.js';

/** What became of a build, in lines for people. */
export function buildReport(build: Schema<'Build'>): readonly string[] {
  return [
    headline(build),
    ...spaceLines(build),
    ...countLines(build),
    ...build.warnings.map(({ sentence, ids }) => `! ${sentence}${idsOf(ids)}`),
    ...failureLines(build),
  ];
}

function headline(build: Schema<'Build'>): string {
  const seconds = build.endedAt ? (Date.parse(build.endedAt) - Date.parse(build.createdAt)) / 1000 : undefined;
  return `Build ${build.number} of graph ${build.graph} is ${build.state}${seconds === undefined ? '' : ` after ${spellSeconds(seconds)}`}.`;
}

function spaceLines({ space, passedOver }: Schema<'Build'>): readonly string[] {
  if (!space) return [];
  const lines = [
    `  embedding ${embeddingSpaceId(space)} (semantic: ${space.semantic}, reproducible: ${space.reproducible})`,
  ];
  return [...lines, ...passedOver.map(({ name, reason }) => `  passed over ${name}: ${reason}`)];
}

function countLines({ counts, comparison }: Schema<'Build'>): readonly string[] {
  if (!counts) return [];
  const { nodes, questions, edges, isolated } = counts;
  const changed = comparison ? ` (${comparison.opened} new or changed, ${comparison.closed} gone or replaced)` : '';
  return [
    `  nodes     ${spellCount(nodes.article, 'article')}, ${spellCount(nodes.paragraph, 'paragraph')}, and ${nodes.repealed} repealed${changed}`,
    `  questions ${questions.incoming} incoming, ${questions.outgoing} outgoing`,
    `  edges     ${edges.question} question, ${edges.citation} citation, ${edges.hierarchy} hierarchy; ${isolated} isolated nodes`,
  ];
}

function failureLines({ failure, failures }: Schema<'Build'>): readonly string[] {
  if (!failure) return [];
  return [`! ${failure}`, ...failures.slice(0, 10).map((item) => `  ${item.step} ${item.batch}: ${item.sentence}`)];
}

function idsOf(ids: readonly string[]): string {
  return ids.length === 0 ? '' : ` (${ids.slice(0, 8).join(', ')}${ids.length > 8 ? ', …' : ''})`;
}
