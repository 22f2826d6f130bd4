import type { Build, BuildFailure, BuildReference } from '@lexhop/graph-model';
import { BuildGoneError } from '@lexhop/graph-model';
import { buildKey } from './build-key.js';
import type { Cypher } from './connection.js';
import { changeBuildNode } from './statements/builds/change-build.js';
import { findBuildNode } from './statements/builds/find-build.js';

const ownProperties: ReadonlySet<string> = new Set([
  'graph',
  'number',
  'run',
  'state',
  'step',
  'attempt',
  'progress',
  'failures',
  'createdAt',
]);

/** What of a build has no property of its own, kept as JSON. */
export type BuildFacts = Omit<
  Build,
  'graph' | 'number' | 'run' | 'state' | 'step' | 'attempt' | 'progress' | 'failures' | 'createdAt'
>;

/** The properties of a `:Build` node. */
export interface BuildProperties extends Pick<
  Build,
  'graph' | 'number' | 'run' | 'state' | 'step' | 'attempt' | 'createdAt'
> {
  readonly key: string;
  /** JSON of the counters by step. */
  readonly progress: string;
  /** JSON of the build's facts. */
  readonly facts: string;
  /** Whether the rows of the builds before were closed for it, which an import does with its first nodes. */
  readonly emptied?: boolean;
  /** Whether it was seen to lack no vector of its space. */
  readonly embedded?: boolean;
}

export interface BuildNode {
  readonly build: BuildProperties;
  /** JSON each. */
  readonly failures: readonly string[];
}

/** The build that a node keeps. */
export function buildOf({ build, failures }: BuildNode): Build {
  const { graph, number, run, state, step, attempt, createdAt } = build;
  return {
    graph,
    number,
    run,
    state,
    step,
    attempt,
    createdAt,
    ...(JSON.parse(build.facts) as BuildFacts),
    progress: JSON.parse(build.progress) as Build['progress'],
    failures: failures.map((failure) => JSON.parse(failure) as BuildFailure),
  };
}

/** The node of a build, where there is one. */
export async function findBuild(cypher: Pick<Cypher, 'rows'>, reference: BuildReference): Promise<Build | undefined> {
  const [found] = await cypher.rows<BuildNode>(findBuildNode, { key: buildKey(reference) });
  return found && buildOf(found);
}

/** A build, whatever became of it, or a BuildGoneError. */
export async function knownBuild(cypher: Pick<Cypher, 'rows'>, reference: BuildReference): Promise<Build> {
  const found = await findBuild(cypher, reference);
  if (!found) throw new BuildGoneError(reference.graph, reference.number);
  return found;
}

/** A build whose rows are there, or a BuildGoneError. */
export async function readableBuild(cypher: Pick<Cypher, 'rows'>, reference: BuildReference): Promise<Build> {
  const build = await knownBuild(cypher, reference);
  if (build.state === 'abandoned') throw new BuildGoneError(reference.graph, reference.number);
  return build;
}

/** Changes a build that was read in this transaction; facts that are undefined or null go. Returns it as it is then. */
export async function changeBuild(
  cypher: Cypher,
  build: Build,
  change: Partial<Pick<Build, 'state' | 'run' | 'step' | 'attempt' | 'progress'>> & {
    readonly facts?: Readonly<Record<string, unknown>>;
  },
): Promise<Build> {
  const { facts = {}, progress, ...properties } = change;
  const changed = {
    ...properties,
    progress: JSON.stringify({ ...build.progress, ...progress }),
    facts: JSON.stringify(withoutNull({ ...factsOf(build), ...facts })),
  };
  await cypher.rows(changeBuildNode, { key: buildKey(build), changed });
  return knownBuild(cypher, build);
}

/** What of a build is kept as JSON. */
function factsOf(build: Build): object {
  return Object.fromEntries(Object.entries(build).filter(([field]) => !ownProperties.has(field)));
}

function withoutNull(facts: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined));
}
