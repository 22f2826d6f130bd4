import { embeddingSpaceId } from '@lexhop/graph-model';
import type { Schema } from '@lexhop/client';
import { spellCount, spellCounts, spellIds, spellMoment, spellSeconds } from './output.js';

/** What became of a build, or what it waits for, in lines for people. */
export function buildReport(build: Schema<'Build'>, now = new Date()): readonly string[] {
  return [
    headline(build),
    ...(build.waiting ? [`! It ${waitSentence(build.waiting, now)}`] : []),
    ...spaceLines(build),
    ...countLines(build),
    ...build.warnings.map(({ sentence, ids }) => `! ${sentence}${spellIds(ids)}`),
    ...failureLines(build),
  ];
}

function headline(build: Schema<'Build'>): string {
  const seconds = build.endedAt ? (Date.parse(build.endedAt) - Date.parse(build.createdAt)) / 1000 : undefined;
  return `Build ${build.number} of graph ${build.graph} is ${build.state}${seconds === undefined ? '' : ` after ${spellSeconds(seconds)}`}.`;
}

/** `waits until 14:03:20 (25 s more, since 14:02:11): ` and the reason; once that time is over, `waits since …, and is due to be tried again`. */
export function waitSentence({ reason, since, until }: NonNullable<Schema<'Build'>['waiting']>, now: Date): string {
  const left = (Date.parse(until) - now.getTime()) / 1000;
  const begun = spellMoment(since, now);
  if (left <= 0) return `waits since ${begun}, and is due to be tried again: ${reason}`;
  return `waits until ${spellMoment(until, now)} (${spellSeconds(left)} more, since ${begun}): ${reason}`;
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
    `  edges     ${spellCounts(edges)}; ${isolated} isolated nodes`,
  ];
}

function failureLines({ failure, failures }: Schema<'Build'>): readonly string[] {
  if (!failure) return [];
  return [`! ${failure}`, ...failures.slice(0, 10).map((item) => `  ${item.step} ${item.batch}: ${item.sentence}`)];
}
