import { collectQuestions, matchQuestions, type QuestionSet } from '@lexhop/edge-matching';
import type { GraphBuildParts } from '@lexhop/graph-build';
import type { Build, Direction } from '@lexhop/graph-model';
import { MatrixThreads } from '@lexhop/vectors';
import type { BenchResult } from './bench-result.js';

const questionsPerPage = 4_000;
/** The checked questions come from so many places of the build. */
const places = 25;

/** How many of a build's matches are as good as the best that there is: exactly matched again for a sample of raised questions. */
export async function matchRecall(parts: GraphBuildParts, build: Build, most: number): Promise<BenchResult> {
  const { edges } = parts.stores;
  const incoming = await questionsOf(parts, build, { direction: 'incoming' });
  const ranges = await edges.ranges(build, 'outgoing', Math.ceil(most / places));
  const step = Math.max(1, Math.floor(ranges.length / places));
  const exactly = new MatrixThreads();
  const start = performance.now();
  let [checked, asGood] = [0, 0];
  for (let place = 0; place < ranges.length; place += step) {
    const range = { from: ranges[place - 1]?.to ?? '', upTo: ranges[place]?.to ?? '' };
    const outgoing = await questionsOf(parts, build, { direction: 'outgoing', ...range });
    const best = await matchQuestions(exactly, { outgoing, incoming });
    const stored = await edges.matches(build, { after: range.from, upTo: range.upTo, limit: 2 * most });
    const scores = new Map(stored.map(({ outgoing: id, score }) => [id, score]));
    checked += best.length;
    asGood += best.filter(({ outgoing: id, score }) => (scores.get(id) ?? 0) >= score - 1e-6).length;
  }
  await exactly.close();
  const facts = { 'raised questions checked': checked, 'recall, %': (100 * asGood) / checked };
  return { name: 'check matches against exact ones', milliseconds: performance.now() - start, facts };
}

function questionsOf(
  { stores }: GraphBuildParts,
  build: Build,
  { direction, from = '', upTo }: { readonly direction: Direction; readonly from?: string; readonly upTo?: string },
): Promise<QuestionSet> {
  async function* pages() {
    for (let after = from; ;) {
      const page = await stores.edges.questions(build, {
        direction,
        after,
        ...(upTo !== undefined && { upTo }),
        limit: questionsPerPage,
      });
      if (page.questions.length > 0) yield page;
      if (page.questions.length < questionsPerPage) return;
      after = page.questions.at(-1)?.id ?? after;
    }
  }
  return collectQuestions(pages(), build.space?.dimensions ?? 0);
}
