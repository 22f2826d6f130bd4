import { collectQuestions, matchIncrementally, type QuestionSet } from '@lexhop/edge-matching';
import { pagesOf } from '@lexhop/foundation';
import { type Direction, requireSpace, shareSpace } from '@lexhop/graph-model';
import type { Match, QuestionRows } from '@lexhop/graph-store';
import type { Batch } from '@lexhop/job-queue';
import type { BuildContext } from '../build-step.js';

const questionsPerPage = 4_000;
const matchesPerPage = 20_000;

/** Every incoming question of the build with its vector. */
function allIncoming(context: BuildContext): Promise<QuestionSet> {
  return questionsIn(context, 'incoming', { from: '' });
}

/** The incoming questions that this build opened. Undefined where the active build has vectors of another space: then every match is made again. */
async function freshIncoming(context: BuildContext): Promise<QuestionSet | undefined> {
  const active = await context.parts.stores.versions.active(context.run.graph);
  if (active === undefined || !shareSpace(active, context.build)) return undefined;
  return questionsIn(context, 'incoming', { from: '', onlyNew: true });
}

/** Finds and saves the best incoming question for each outgoing question of a range. An old outgoing question is compared only with new incoming ones, unless its match is gone. */
export async function matchQuestions(context: BuildContext, batch: Batch): Promise<void> {
  const { parts, run, signal } = context;
  const all = () => context.cache.of(allIncoming, context);
  const fresh = await context.cache.of(freshIncoming, context);
  const outgoing = await questionsIn(context, 'outgoing', batch);
  const known = fresh ? await matchesIn(context, { from: batch.from, upTo: batch.to }) : [];
  const request = { outgoing, fresh: fresh ?? (await all()), all, known, signal };
  const { matches, changed } = await matchIncrementally(parts.matrices, request);
  const isChanged = new Set(changed);
  const made = matches.filter((match) => isChanged.has(match.outgoing));
  await parts.stores.edges.saveMatches(run, { name: batch.name, done: outgoing.ids.length }, changed, made);
}

interface QuestionRange {
  readonly from: string;
  readonly to?: string;
  /** Whether to read only the questions that this build opened. */
  readonly onlyNew?: boolean;
}

function questionsIn(context: BuildContext, direction: Direction, range: QuestionRange): Promise<QuestionSet> {
  return collectQuestions(questionPages(context, direction, range), requireSpace(context.build).dimensions);
}

async function* questionPages(
  { parts, run }: BuildContext,
  direction: Direction,
  { from, to: upTo, onlyNew = false }: QuestionRange,
): AsyncGenerator<QuestionRows> {
  let after = from;
  for (;;) {
    const page = await parts.stores.edges.questions(run, { direction, after, upTo, onlyNew, limit: questionsPerPage });
    const last = page.questions.at(-1);
    if (last) yield page;
    if (!last || page.questions.length < questionsPerPage) return;
    after = last.id;
  }
}

/** Stored matches, in order of the outgoing question's id: those of a range of outgoing questions, of some source nodes, or all. */
export async function matchesIn(
  { parts, run }: BuildContext,
  { from, ...bounds }: { readonly from?: string; readonly upTo?: string; readonly sources?: readonly string[] },
): Promise<readonly Match[]> {
  const found: Match[] = [];
  const pages = pagesOf({
    limit: matchesPerPage,
    keyOf: ({ outgoing }: Match) => outgoing,
    after: from,
    read: (after = '', limit) => parts.stores.edges.matches(run, { after, limit, ...bounds }),
  });
  for await (const page of pages) for (const match of page) found.push(match);
  return found;
}
