import { type Build, type BuildReference, type GraphReader, openEnd } from '@lexhop/graph-model';
import { isVisible } from '@lexhop/graph-model/testing';
import type { ChangedRows } from '@lexhop/graph-store';
import { NotPublishedError, PublishingMovedError } from '../errors.js';
import {
  type HeldBuild,
  type HeldGraph,
  isBegunFor,
  PublishedGraph,
  type PublishedPage,
  type PublishingBase,
  type PublishingCursor,
} from '../published-graph.js';

type AnyRow = ChangedRows<{ readonly id: string }>['rows'][number];
type Kind = 'Nodes' | 'Questions' | 'Edges';

interface MemoryGraph {
  active?: number;
  builds: (HeldBuild & { readonly cursor?: PublishingCursor })[];
  readonly rows: Record<Kind, Map<string, AnyRow>>;
}

/** A published graph in memory, for tests: it can't search. */
export class InMemoryPublishedGraph extends PublishedGraph {
  readonly #graphs = new Map<string, MemoryGraph>();
  /** Thrown by every write while it is set. */
  failure: Error | undefined;
  /** May be changed as a restart with another setting does. */
  override vectors = true;

  override async graphs(): Promise<readonly HeldGraph[]> {
    return [...this.#graphs].map(([graph, held]) => ({ graph, ...held }));
  }

  override async held(graph: string): Promise<HeldGraph> {
    const { active, builds } = this.#graph(graph);
    return { graph, ...(active !== undefined && { active }), builds };
  }

  override async begin({ graph, number }: Build, { base, between }: PublishingBase): Promise<PublishingCursor> {
    this.#refuse();
    const held = this.#graph(graph);
    const above = held.builds.filter((build) => build.number > base);
    const { vectors } = this;
    if (!above.every(isBegunFor(number, { base, between, vectors }))) throw new PublishingMovedError(graph, number);
    const begun = above.find((build) => build.number === number);
    if (begun?.cursor) return begun.cursor;
    const cursor: PublishingCursor = { part: 'closedNodes', after: '' };
    const state = 'publishing' as const;
    const added = [...between, number].map((each) => ({ number: each, state, base, vectors, cursor }));
    held.builds = [...held.builds, ...added].sort((one, other) => one.number - other.number);
    return cursor;
  }

  override async write({ graph, number }: Build, { from, to, changes }: PublishedPage): Promise<void> {
    this.#refuse();
    const held = this.#graph(graph);
    const build = held.builds.find((each) => each.number === number);
    const isThere = build?.cursor?.part === from.part && build.cursor.after === from.after;
    if (build?.state !== 'publishing' || !isThere) throw new PublishingMovedError(graph, number);
    const rows = held.rows[changes.part.replace(/^(?:opened|closed)/, '') as Kind];
    for (const row of changes.changed.rows) rows.set(`${row.id} ${row.since}`, row);
    held.builds = held.builds.map((each) => (each.number === number ? { ...each, cursor: to } : each));
  }

  override async finish({ graph, number }: Build): Promise<void> {
    this.#refuse();
    const held = this.#graph(graph);
    held.builds = held.builds.map((build) => (build.number <= number ? { ...build, state: 'published' } : build));
  }

  override async activate({ graph, number }: BuildReference): Promise<void> {
    this.#refuse();
    const held = this.#graph(graph);
    const isPublished = held.builds.some((build) => build.number === number && build.state === 'published');
    if (!isPublished) throw new NotPublishedError(graph, number);
    held.active = number;
  }

  override async drop(graph: string, numbers: readonly number[]): Promise<void> {
    this.#refuse();
    const held = this.#graph(graph);
    for (const rows of Object.values(held.rows)) {
      for (const [key, row] of rows) {
        if (numbers.includes(row.since)) rows.delete(key);
        else if (numbers.includes(row.until)) rows.set(key, { ...row, until: openEnd });
      }
    }
    keepBuilds(held, (number) => !numbers.includes(number));
  }

  override async collect(graph: string, oldest: number): Promise<void> {
    this.#refuse();
    const held = this.#graph(graph);
    for (const rows of Object.values(held.rows)) {
      for (const [key, row] of rows) if (row.until <= oldest) rows.delete(key);
    }
    keepBuilds(held, (number) => number >= oldest);
  }

  override async readerOf({ graph, number }: Build): Promise<GraphReader> {
    throw new NotPublishedError(graph, number);
  }

  override async close(): Promise<void> {}

  /** Ids of what a build consists of there, each as often as it lies there. */
  idsOf({ graph, number }: BuildReference): Readonly<Record<Kind, readonly string[]>> {
    const ids = (kind: Kind) =>
      [...this.#graph(graph).rows[kind].values()]
        .filter((row) => isVisible(row, number))
        .map(({ id }) => id)
        .sort();
    return { Nodes: ids('Nodes'), Questions: ids('Questions'), Edges: ids('Edges') };
  }

  /** How many of a graph's articles and questions have vectors there. */
  embeddedOf(graph: string): number {
    const { Nodes, Questions } = this.#graph(graph).rows;
    return [...Nodes.values(), ...Questions.values()].filter(({ hasVector }) => hasVector).length;
  }

  #graph(name: string): MemoryGraph {
    const known = this.#graphs.get(name);
    const graph = known ?? { builds: [], rows: { Nodes: new Map(), Questions: new Map(), Edges: new Map() } };
    this.#graphs.set(name, graph);
    return graph;
  }

  #refuse(): void {
    if (this.failure) throw this.failure;
  }
}

/** ACTIVE goes with the build that it leads to. */
function keepBuilds(held: MemoryGraph, isKept: (number: number) => boolean): void {
  held.builds = held.builds.filter(({ number }) => isKept(number));
  if (held.active !== undefined && !isKept(held.active)) delete held.active;
}
