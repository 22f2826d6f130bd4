import {
  type Build,
  type BuildReference,
  type BuildSettings,
  BuildStateError,
  requireKnown,
} from '@lexhop/graph-model';
import { resumeStep } from './drive-build.js';
import type { GraphBuildParts } from './build-parts.js';
import { NoStatutesError } from './errors.js';
import { resolveNames } from './resolve-names.js';
import { keepPublished } from './steps/6-publish.js';

/**
 * Begins a build and returns at once; workers make it. Throws a BuildRunningError while another build of the graph runs,
 * a SettingError for an unknown embedding provider, an UnknownStatutesError for statutes that the graph does not have, and a
 * NoStatutesError where it has none.
 */
export async function startBuild(parts: GraphBuildParts, graph: string, given: BuildSettings): Promise<Build> {
  const settings = await resolveNames(parts, graph, given);
  const [statute] = await parts.stores.statutes.list(graph, { limit: 1 });
  if (!statute) throw new NoStatutesError(graph);
  const [[bankEntry], active] = await Promise.all([
    parts.stores.bank.list(graph, { limit: 1 }),
    parts.stores.versions.active(graph),
  ]);
  const inherited = settings.from === 'scratch' ? [] : (active?.draftedBy ?? []);
  const draftedBy = [...new Set([...inherited, ...(bankEntry ? ['question-bank'] : [])])];
  const build = await parts.stores.builds.begin(graph, { settings, draftedBy });
  await resumeStep(parts, build);
  parts.logger.info(`Build ${build.number} of graph ${graph} begins.`, { graph, build: build.number });
  return build;
}

/** Starts another run of a failed or cancelled build, which continues with what is missing. Throws a BuildStateError for an import, because that needs its file again. */
export async function retryBuild(parts: GraphBuildParts, reference: BuildReference): Promise<Build> {
  const { graph, number, settings } = await findBuild(parts, reference);
  if (settings.from === 'import') {
    throw new BuildStateError(graph, number, 'it was read from a file: import the file again.');
  }
  const build = await parts.stores.builds.rerun(reference);
  await resumeStep(parts, build);
  return build;
}

/** Cancels a build: removes its waiting jobs, aborts running calls, and refuses late saves. What is saved stays for a retry. */
export async function cancelBuild(parts: GraphBuildParts, reference: BuildReference): Promise<Build> {
  const before = await findBuild(parts, reference);
  const build = await parts.stores.builds.cancel(reference);
  await parts.queue.cancel(before);
  return build;
}

/** Makes the kept build before the active one active again, also in Neo4j. Throws as `GraphVersions.rollBack` does. */
export async function rollBack(parts: GraphBuildParts, graph: string, to?: number): Promise<Build> {
  const build = await parts.stores.versions.rollBack(graph, to);
  await keepPublished(parts, graph);
  return build;
}

/** Abandons a failed, cancelled or rolled-back build, also in Neo4j. Throws as `GraphVersions.abandon` does. */
export async function abandonBuild(parts: GraphBuildParts, reference: BuildReference): Promise<void> {
  await parts.stores.versions.abandon(reference);
  await keepPublished(parts, reference.graph);
}

/** Reads a build; throws a BuildGoneError where there is none. */
export async function findBuild(parts: GraphBuildParts, reference: BuildReference): Promise<Build> {
  return requireKnown(await parts.stores.builds.find(reference), reference);
}
