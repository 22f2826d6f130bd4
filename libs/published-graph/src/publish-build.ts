import { type Build, type BuildReference, openEnd } from '@lexhop/graph-model';
import type { BuildChanges, ChangePage } from '@lexhop/graph-store';
import { goneOf, leftoversOf, planPublishing, type PublishingPlan } from './plan-publishing.js';
import {
  type HeldGraph,
  type PageChanges,
  type PublishedGraph,
  type PublishedPage,
  type PublishedPart,
  publishedParts,
  type PublishingCursor,
} from './published-graph.js';

/** Rows of one transaction: with vectors of 1,024 dimensions four megabytes. */
const rowsPerPage = 1_000;

/** A number above all builds. */
const afterAll = openEnd + 1;

/** What a build is published from, and into. */
export interface Publishing {
  readonly published: PublishedGraph;
  readonly changes: BuildChanges;
  /** Every build of the graph that the books keep, that is, all but the abandoned ones. */
  readonly kept: readonly Build[];
}

/** What whoever publishes wants to know and say meanwhile. */
interface PublishingOptions {
  readonly signal: AbortSignal;
  /** Called where nothing of the build is written yet. It may have been before: the server may have been emptied. */
  readonly onBegunAnew?: () => Promise<void>;
  /** Called with how many rows were written since the last call. What it throws ends the publishing. */
  readonly onWritten?: (rows: number) => Promise<void>;
}

/**
 * Writes what changed since the last published build, in pages, and makes the build readable. The next page is read while one is written. ACTIVE
 * is not moved. Cut short anywhere, it goes on where it was. Does nothing where the build is published already.
 * Rejects with the signal's reason, with what the server throws, or with a PublishingMovedError where another process goes on with it.
 */
export async function publishBuild(publishing: Publishing, build: Build, options: PublishingOptions): Promise<void> {
  const { published, changes } = publishing;
  const held = await published.held(build.graph);
  const plan = planOf(publishing, held, build);
  if (plan.base === build.number) return;
  await giveUp(published, held, plan.drop);
  const span = { graph: build.graph, after: plan.base, upTo: build.number };
  const read = (cursor: PublishingCursor) => readPage(changes, { span, vectors: published.vectors }, cursor);
  let from = await published.begin(build, plan);
  if (from.part === publishedParts[0] && from.after === '') await options.onBegunAnew?.();
  let ahead = read(from);
  for (let page = await ahead; page !== undefined; page = await ahead) {
    options.signal.throwIfAborted();
    ahead = read(page.to);
    // Handled when its turn comes: the writing may be what fails first.
    ahead.catch(() => undefined);
    await published.write(build, { from, ...page });
    await options.onWritten?.(page.changes.changed.rows.length);
    from = page.to;
  }
  await published.finish(build);
}

/** How many rows a build's publishing writes in all, those that it has written among them; 0 once it is published. */
export async function rowsToPublish(publishing: Publishing, build: Build): Promise<number> {
  const { base } = planOf(publishing, await publishing.published.held(build.graph), build);
  if (base === build.number) return 0;
  return publishing.changes.count({ graph: build.graph, after: base, upTo: build.number });
}

function planOf({ published, kept }: Publishing, held: HeldGraph, { number }: Build): PublishingPlan {
  return planPublishing(held, { kept, vectors: published.vectors }, number);
}

/** Drops held builds. Where none stays, all rows go: there may be some of builds that are not held any more, whose numbers nobody knows. */
async function giveUp(published: PublishedGraph, { graph, builds }: HeldGraph, drop: readonly number[]): Promise<void> {
  if (drop.length === 0) return;
  await (drop.length === builds.length ? published.collect(graph, afterAll) : published.drop(graph, drop));
}

/** The page that begins at a cursor; undefined at the end. */
async function readPage(
  changes: BuildChanges,
  wanted: Pick<ChangePage, 'span' | 'vectors'>,
  { part, after }: PublishingCursor,
): Promise<Omit<PublishedPage, 'from'> | undefined> {
  if (part === 'end') return undefined;
  const of = part.startsWith('closed') ? 'closed' : 'opened';
  const read = await readPart(changes, part, { ...wanted, of, after, limit: rowsPerPage });
  const { next } = read.changed;
  return { changes: read, to: next === undefined ? partAfter(part) : { part, after: next } };
}

async function readPart(changes: BuildChanges, part: PublishedPart, page: ChangePage): Promise<PageChanges> {
  switch (part) {
    case 'closedNodes':
    case 'openedNodes':
      return { part, changed: await changes.nodes(page) };
    case 'closedQuestions':
    case 'openedQuestions':
      return { part, changed: await changes.questions(page) };
    case 'closedEdges':
    case 'openedEdges':
      return { part, changed: await changes.edges(page) };
  }
}

function partAfter(part: PublishedPart): PublishingCursor {
  return { part: publishedParts[publishedParts.indexOf(part) + 1] ?? 'end', after: '' };
}

/** Whether the published graph is what the books say: ACTIVE leads to the active build, builds have vectors where these are wanted and only there, and nothing is left over. */
function isConverged({ published, kept }: Publishing, held: HeldGraph, active: BuildReference | undefined): boolean {
  if (!active) return goneOf(held, kept).length === 0;
  const { drop, oldest } = leftoversOf(held, kept, active.number);
  const isAsWanted = held.builds.every(({ vectors }) => vectors === published.vectors);
  return held.active === active.number && isAsWanted && drop.length === 0 && oldest === undefined;
}

/**
 * Makes the published graph what the books say, after a roll back, after a kill between the two, or where the server was empty: publishes the
 * active build, moves ACTIVE to it, and drops the builds that were abandoned or collected. A build that is being made is left alone.
 * Rejects as `publishBuild` does.
 */
export async function convergeGraph(
  publishing: Publishing,
  { graph, active }: { readonly graph: string; readonly active: Build | undefined },
  options: PublishingOptions,
): Promise<void> {
  const { published, kept } = publishing;
  const held = await published.held(graph);
  if (isConverged(publishing, held, active) || isBeingWritten(held, kept)) return;
  if (!active) return giveUp(published, held, goneOf(held, kept));
  await publishBuild(publishing, active, options);
  await published.activate(active);
  const { drop, oldest } = leftoversOf(await published.held(graph), kept, active.number);
  if (drop.length > 0) await published.drop(graph, drop);
  if (oldest !== undefined) await published.collect(graph, oldest);
}

/** Whether a build that is being made is being written. Whoever writes it moves ACTIVE, too. */
function isBeingWritten(held: HeldGraph, kept: readonly Build[]): boolean {
  const running = kept.find(({ state }) => state === 'running');
  return held.builds.some(({ number }) => number === running?.number);
}
