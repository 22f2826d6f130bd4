import { type ArticleNode, type BuildRun, type Direction, embeddingSpaceId } from '@lexhop/graph-model';
import {
  EdgeDraft,
  type CountedRange,
  type EdgeScope,
  type Match,
  type EdgeToSave,
  type MatchBatch,
  type QuestionRows,
  type RangedRows,
} from '../../edge-draft.js';
import { edgeAsSaved } from '../../edge-as-saved.js';
import { MissingVectorError } from '../../errors/missing-vector-error.js';
import type { IdRange } from '../../graph-draft.js';
import type { Page } from '../../statute-store.js';
import { packed, vectorOf } from './in-memory-vector-store.js';
import type { MemoryGraph, MemoryState } from './memory-state.js';
import { pageOf } from './page-of.js';

export class InMemoryEdgeDraft extends EdgeDraft {
  constructor(private readonly state: MemoryState) {
    super();
  }

  override async ranges(run: BuildRun, of: RangedRows, size: number): Promise<readonly CountedRange[]> {
    const ids = idsOf(this.state.graph(run.graph), run, of);
    const starts = Array.from({ length: Math.ceil(ids.length / size) }, (_, range) => range * size);
    return starts.map((start) => {
      const inRange = ids.slice(start, start + size);
      return { from: inRange[0] ?? '', to: inRange.at(-1) ?? '', count: inRange.length };
    });
  }

  override async doneBatches(run: BuildRun): Promise<ReadonlySet<string>> {
    return new Set(this.state.graph(run.graph).doneBatches.get(run.number));
  }

  override async questions(
    run: BuildRun,
    page: Page & { readonly direction: Direction; readonly upTo?: string; readonly onlyNew?: boolean },
  ): Promise<QuestionRows> {
    const graph = this.state.graph(run.graph);
    const space = this.state.spaceOf(run);
    const { links, vectors } = this.state.space(space);
    const newIds = graph.questions.newIds(run.number);
    const ofDirection = graph.questions
      .alive(run.number)
      .filter(({ direction, id }) => direction === page.direction && (!page.onlyNew || newIds.has(id)));
    const questions = pageOf(ofDirection, page, ({ id }) => id);
    const rows = questions.map(({ id }) => {
      const hash = links.get(id);
      if (hash === undefined) throw new MissingVectorError(embeddingSpaceId(space), `of ${id}`);
      return vectorOf(vectors, space, hash);
    });
    return {
      questions: questions.map(({ id, nodeId, keywords }) => ({ id, nodeId, keywords, isNew: newIds.has(id) })),
      vectors: packed(space, rows),
    };
  }

  override async matches(
    run: BuildRun,
    page: Page & { readonly upTo?: string; readonly sources?: readonly string[] },
  ): Promise<readonly Match[]> {
    const graph = this.state.graph(run.graph);
    const questions = new Set(graph.questions.alive(run.number).map(({ id }) => id));
    const visible = graph.matches
      .alive(run.number)
      .filter(({ outgoing, incoming }) => questions.has(outgoing) && questions.has(incoming))
      .filter(({ source }) => page.sources?.includes(source) ?? true);
    return pageOf(visible, page, ({ outgoing }) => outgoing);
  }

  override async saveMatches(
    run: BuildRun,
    batch: MatchBatch,
    outgoing: readonly string[],
    matches: readonly Match[],
  ): Promise<void> {
    const graph = this.state.graph(run.graph);
    const scope = new Set(outgoing);
    graph.matches.replace(graph.writer(run), (match) => scope.has(match.outgoing), matches);
    recordBatch(graph, run, batch);
  }

  override async saveEdges(
    run: BuildRun,
    batch: MatchBatch,
    scope: EdgeScope,
    edges: readonly EdgeToSave[],
  ): Promise<void> {
    const graph = this.state.graph(run.graph);
    const leaves = (source: string) =>
      'sources' in scope ? scope.sources.includes(source) : scope.from <= source && source <= scope.to;
    const inScope = ({ source, kind }: EdgeToSave) => leaves(source) && scope.kinds.includes(kind);
    graph.edges.replace(graph.writer(run), inScope, edges.map(edgeAsSaved));
    recordBatch(graph, run, batch);
  }

  override async nodes(
    run: BuildRun,
    { from, to }: IdRange,
  ): Promise<readonly (ArticleNode & { readonly isNew: boolean })[]> {
    const { nodes } = this.state.graph(run.graph);
    const newIds = nodes.newIds(run.number);
    const inRange = nodes.alive(run.number).filter(({ id }) => from <= id && id <= to);
    return inRange.map((node) => ({ ...node, isNew: newIds.has(node.id) }));
  }
}

function idsOf(graph: MemoryGraph, { number }: BuildRun, of: RangedRows): string[] {
  const nodeIds = graph.nodes.alive(number).map(({ id }) => id);
  if (of === 'nodes') return nodeIds;
  if (of === 'rematched') {
    const closed = graph.edges.closed(number).filter(({ kind }) => kind === 'question');
    const sources = new Set([...graph.matches.touched(number), ...closed].map(({ source }) => source));
    return nodeIds.filter((id) => sources.has(id));
  }
  const questions = graph.questions.alive(number);
  return questions.filter(({ direction }) => direction === of).map(({ id }) => id);
}

function recordBatch(graph: MemoryGraph, { number }: BuildRun, { name, done }: MatchBatch): void {
  const names = graph.doneBatches.get(number) ?? new Set<string>();
  if (!names.has(name)) graph.count(number, 'match', done);
  graph.doneBatches.set(number, names.add(name));
}
