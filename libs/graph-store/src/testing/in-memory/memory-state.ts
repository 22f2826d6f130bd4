import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '@lexhop/foundation';
import {
  type ArticleNode,
  type Build,
  type BuildReference,
  type BuildRun,
  embeddingSpaceId,
  type EmbeddingSpace,
  type PseudoQuery,
} from '@lexhop/graph-model';
import type { EdgeToSave, Match } from '../../edge-draft.js';
import { BuildGoneError } from '../../errors/build-gone-error.js';
import { BuildStateError } from '../../errors/build-state-error.js';
import { StaleRunError } from '../../errors/stale-run-error.js';
import type { BankEntry } from '../../graph-draft.js';
import { isSameNode } from '../../live-node.js';
import type { StatuteWithNodes } from '../../statute-store.js';
import { VersionedRows, type Writer } from './versioned-rows.js';

/** That a node was drafted, from which text and by whom. */
export interface Drafted {
  readonly nodeId: string;
  readonly contentHash: string;
  readonly draftingKey: string;
}

/** All of one graph. */
export class MemoryGraph {
  readonly statutes = new Map<string, StatuteWithNodes>();
  readonly bank = new Map<string, BankEntry>();
  readonly builds = new Map<number, Build>();
  readonly doneBatches = new Map<number, Set<string>>();
  active: number | undefined;
  readonly nodes = new VersionedRows<ArticleNode>((node) => node.id, isSameNode);
  readonly drafted = new VersionedRows<Drafted>((drafted) => drafted.nodeId, isDeepStrictEqual);
  readonly questions = new VersionedRows<PseudoQuery>((question) => question.id, isDeepStrictEqual);
  readonly matches = new VersionedRows<Match>((match) => match.outgoing, isDeepStrictEqual);
  readonly edges = new VersionedRows<EdgeToSave>((edge) => edge.id, isDeepStrictEqual);

  /** Every table of versioned rows. */
  get tables(): readonly Pick<VersionedRows<unknown>, 'undo' | 'collect' | 'closeBefore'>[] {
    return [this.nodes, this.drafted, this.questions, this.matches, this.edges];
  }

  /** The build that a run may write, or a StaleRunError. */
  fence(run: BuildRun): Build {
    const build = this.builds.get(run.number);
    if (build?.state === 'running' && build.run === run.run) return build;
    throw new StaleRunError(run.graph, run.number, run.run);
  }

  writer(run: BuildRun): Writer {
    const build = this.fence(run);
    return { number: build.number, reopen: build.settings.from === 'active' };
  }

  change(number: number, change: Partial<Build>): Build {
    const build = this.builds.get(number);
    if (!build) throw new Error(`There is no build ${number} to change.`);
    const changed: Build = { ...build, ...change };
    this.builds.set(number, changed);
    return changed;
  }

  /** Moves a step's counter. */
  count(number: number, step: 'draft' | 'embed' | 'match', done: number): void {
    const progress = this.builds.get(number)?.progress ?? {};
    const counter = progress[step] ?? { total: 0, done: 0 };
    this.change(number, { progress: { ...progress, [step]: { ...counter, done: counter.done + done } } });
  }
}

/** Vectors of one embedding space, and whose they are. */
export interface MemorySpace {
  readonly vectors: Map<string, Float32Array>;
  readonly links: Map<string, string>;
}

/** What all the in-memory ports stand on. */
export class MemoryState {
  readonly #graphs = new Map<string, MemoryGraph>();
  readonly #spaces = new Map<string, MemorySpace>();

  constructor(private readonly clock: Clock) {}

  get graphs(): ReadonlyMap<string, MemoryGraph> {
    return this.#graphs;
  }

  now(): string {
    return this.clock.now().toISOString();
  }

  graph(name: string): MemoryGraph {
    return entryOf(this.#graphs, name, () => new MemoryGraph());
  }

  space(space: EmbeddingSpace): MemorySpace {
    return entryOf(this.#spaces, embeddingSpaceId(space), () => ({ vectors: new Map(), links: new Map() }));
  }

  /** The space that a build's vectors are of, once it is chosen. */
  spaceOf(reference: BuildReference): EmbeddingSpace {
    const { space } = this.build(reference);
    if (space) return space;
    throw new BuildStateError(reference.graph, reference.number, 'its embedding space is not chosen yet.');
  }

  /** A build whose rows are there, or a BuildGoneError. */
  build({ graph, number }: BuildReference): Build {
    const build = this.graph(graph).builds.get(number);
    if (!build || build.state === 'abandoned') throw new BuildGoneError(graph, number);
    return build;
  }
}

function entryOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
