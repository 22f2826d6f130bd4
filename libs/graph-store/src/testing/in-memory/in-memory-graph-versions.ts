import type { Build, BuildReference, BuildRun } from '@lexhop/graph-model';
import { byCodeUnits } from '../../code-unit-order.js';
import { BuildGoneError } from '../../errors/build-gone-error.js';
import { BuildStateError } from '../../errors/build-state-error.js';
import { type BuildSummary, type GraphSummary, GraphVersions } from '../../graph-versions.js';
import { abandonAbove, notAllowed, refuseWhileRunning } from './in-memory-build-store.js';
import type { MemoryGraph, MemoryState } from './memory-state.js';
import { summaryOf } from './summary-of.js';

export class InMemoryGraphVersions extends GraphVersions {
  constructor(private readonly state: MemoryState) {
    super();
  }

  override async graphs(): Promise<readonly GraphSummary[]> {
    return [...this.state.graphs.entries()]
      .filter(([, graph]) => graph.statutes.size > 0 || graph.builds.size > 0)
      .map(([name, { active }]) => ({ name, ...(active === undefined ? {} : { active }) }))
      .sort((one, other) => byCodeUnits(one.name, other.name));
  }

  override async active(graph: string): Promise<Build | undefined> {
    return activeBuild(this.state.graph(graph));
  }

  override async activate(run: BuildRun): Promise<Build> {
    const graph = this.state.graph(run.graph);
    graph.fence(run);
    const before = activeBuild(graph);
    if (before) graph.change(before.number, { state: 'superseded' });
    graph.active = run.number;
    return graph.change(run.number, { state: 'active', endedAt: this.state.now() });
  }

  override async rollBack(name: string): Promise<Build> {
    const graph = this.state.graph(name);
    refuseWhileRunning(graph, name);
    const active = activeBuild(graph);
    const [before] = kept(graph);
    if (!active || !before)
      throw new BuildStateError(name, active?.number, 'there is no kept build before the active one.');
    graph.change(active.number, { state: 'rolled-back' });
    graph.active = before.number;
    return graph.change(before.number, { state: 'active' });
  }

  override async abandon({ graph: name, number }: BuildReference): Promise<void> {
    const graph = this.state.graph(name);
    const build = graph.builds.get(number);
    if (!build) throw new BuildGoneError(name, number);
    if (build.state === 'abandoned') return;
    if (build.state === 'running' || number <= (graph.active ?? 0)) {
      throw notAllowed(build, 'only a build that is newer than the active one and not being made can be abandoned');
    }
    abandonAbove(graph, number - 1);
  }

  override async collect(name: string, keep: number): Promise<number> {
    const graph = this.state.graph(name);
    if (graph.active === undefined) return 0;
    const before = kept(graph);
    const oldest = before[keep - 2]?.number ?? before.at(-1)?.number ?? graph.active;
    const oldestKept = keep === 1 ? graph.active : oldest;
    for (const build of before) if (build.number < oldestKept) graph.change(build.number, { state: 'abandoned' });
    return graph.tables.reduce((deleted, table) => deleted + table.collect(oldestKept), 0);
  }

  override async summarize(reference: BuildReference): Promise<BuildSummary> {
    this.state.build(reference);
    return summaryOf(this.state.graph(reference.graph), reference.number);
  }
}

function activeBuild(graph: MemoryGraph): Build | undefined {
  return graph.active === undefined ? undefined : graph.builds.get(graph.active);
}

/** Builds that can be rolled back to, newest first. */
function kept(graph: MemoryGraph): readonly Build[] {
  return [...graph.builds.values()]
    .filter((build) => build.state === 'superseded' && build.number < (graph.active ?? 0))
    .sort((one, other) => other.number - one.number);
}
