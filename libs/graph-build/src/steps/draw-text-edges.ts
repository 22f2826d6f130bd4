import { hierarchyEdges } from '@lexhop/edge-matching';
import { oncePerKey, slicesOf } from '@lexhop/foundation';
import {
  articlesInOrder,
  citingKinds,
  idsOfStatute,
  statedByTargetKinds,
  type StatedEdge,
  statuteIdOf,
} from '@lexhop/graph-model';
import type { CountedRange, IdRange } from '@lexhop/graph-store';
import type { Batch } from '@lexhop/job-queue';
import { type DefinedTerm, definedTerms, statuteTitles } from '@lexhop/citations';
import type { BuildContext } from '../build-step.js';
import { type Names, statedEdgesOf, type TermsOf } from './stated-edges.js';

/** Every node id and statute title of the build, because a citation may point to any of them. */
async function namesOfRun({ parts, run }: BuildContext): Promise<Names> {
  const nodeIds = new Set<string>();
  const statutes = new Map<string, { readonly id: string; readonly title: string; readonly abolished: boolean }>();
  for await (const page of parts.stores.contents.nodes(run)) {
    for (const node of page) {
      nodeIds.add(node.id);
      statutes.set(node.statuteId, { id: node.statuteId, title: node.statuteTitle, abolished: node.abolished });
    }
  }
  const named = [...statutes.values()];
  return { nodeIds, named, titles: statuteTitles(named) };
}

/**
 * Ids, in order, of the statutes whose text edges must be drawn again: those that changed, and the orders made under them, which use their terms.
 * Undefined where all must be: an article id or a title changed, which citations may name, or the active build was drawn by other rules.
 */
export async function redrawnStatutes({ parts, run, build }: BuildContext): Promise<readonly string[] | undefined> {
  const { comparison, statedEdgeRules } = build;
  if (comparison?.idsChanged !== false || comparison.changedStatutes === undefined) return undefined;
  const active = await parts.stores.versions.active(build.graph);
  if (active?.statedEdgeRules !== statedEdgeRules) return undefined;
  const changed = new Set(comparison.changedStatutes);
  const orders: string[] = [];
  for await (const page of changed.size > 0 ? parts.stores.contents.edges(run, ['delegates']) : [])
    orders.push(
      ...page.filter(({ source }) => changed.has(statuteIdOf(source))).map(({ target }) => statuteIdOf(target)),
    );
  return [...new Set([...changed, ...orders])].toSorted();
}

/** Draws the text edges of a range of statutes: those that their words state, and the hierarchy. Skips statutes that need not be drawn again. */
export async function drawTextEdges(context: BuildContext, batch: Batch): Promise<void> {
  const redrawn = await context.cache.of(redrawnStatutes, context);
  const statutes = redrawn?.map(idsOfStatute).filter(({ from, to }) => batch.from <= from && to <= batch.to);
  if (statutes === undefined) return drawRange(context, batch.name, batch);
  for (const [place, statute] of statutes.entries()) await drawRange(context, `${batch.name}~${place}`, statute, 0);
  await recordDone(context, batch, statutes.length);
}

/** An edge is saved with the statute whose text states it. For `delegates` and `defines` that is the target's statute, for all others the source's. */
const ofTargets = statedByTargetKinds;
const ofSources = [...citingKinds, 'hierarchy'] as const;

async function drawRange(context: BuildContext, name: string, range: IdRange, done?: number): Promise<void> {
  const { edges } = context.parts.stores;
  const names = await context.cache.of(namesOfRun, context);
  const termsOf = await context.cache.of(termsOfRun, context);
  const nodes = await edges.nodes(context.run, range);
  const stated = await statedEdgesOf(nodes, names, termsOf);
  const isOfTargets = ({ kind }: StatedEdge) => ofTargets.some((each) => each === kind);
  const [into, out] = [stated.filter(isOfTargets), stated.filter((edge) => !isOfTargets(edge))];
  const { from, to } = range;
  const intoRange = { kinds: ofTargets, targets: { from, to } };
  await edges.saveEdges(context.run, { name: `${name}~into`, done: 0 }, intoRange, into);
  const outOfRange = { kinds: ofSources, from, to };
  const drawn = [...out, ...hierarchyEdges(nodes)];
  await edges.saveEdges(context.run, { name, done: done ?? nodes.length }, outOfRange, drawn);
}

async function recordDone({ parts, run }: BuildContext, { name, from, to }: Batch, done: number): Promise<void> {
  await parts.stores.edges.saveEdges(run, { name, done }, { kinds: [], from, to }, []);
}

/** Gives the terms that a statute defines, read from the books once in a run. */
async function termsOfRun({ parts, run }: BuildContext): Promise<TermsOf> {
  const read = new Map<string, Promise<readonly DefinedTerm[]>>();
  const termsIn = async (statute: string) =>
    definedTerms(articlesInOrder(await parts.stores.edges.nodes(run, idsOfStatute(statute))));
  return (statute) => oncePerKey(read, statute, () => termsIn(statute));
}

/**
 * Moves the bounds of ranges of node ids to the bounds of statutes, so that no range cuts a statute: a citation can only be read
 * with its whole statute at hand. Ranges within one statute become one range.
 */
export function statuteRanges(ranges: readonly CountedRange[]): readonly CountedRange[] {
  const aligned: CountedRange[] = [];
  for (const { from, to, count } of ranges) {
    const { to: upTo } = idsOfStatute(statuteIdOf(to));
    const last = aligned.at(-1);
    if (last === undefined) aligned.push({ from: idsOfStatute(statuteIdOf(from)).from, to: upTo, count });
    else if (last.to === upTo) aligned[aligned.length - 1] = { ...last, count: last.count + count };
    else aligned.push({ from: last.to, to: upTo, count });
  }
  return aligned;
}

/** Ranges of node ids, each over up to `size` of these statutes in order of id. `count` is the number of statutes, not of nodes. */
export function rangesOfStatutes(statutes: readonly string[], size: number): readonly CountedRange[] {
  const inOrder = statutes.map(idsOfStatute).toSorted((one, other) => (one.from < other.from ? -1 : 1));
  return Array.from(slicesOf(inOrder, size), (group) => ({
    from: group[0]?.from ?? '',
    to: group.at(-1)?.to ?? '',
    count: group.length,
  }));
}
