import { type Build, BuildGoneError, type NodeFilter, type NodeHit } from '@lexhop/graph-model';
import { roundScore } from '@lexhop/vectors';
import neo4j, { type Vector } from 'neo4j-driver';
import { NotPublishedError } from '../../errors.js';
import type { Neo4jConnection, Statement } from '../connection.js';
import { requirePublished } from '../held-builds.js';
import type { Parameters } from '../server.js';
import { embeddingProperty, spaceHashOf, type SpaceHash } from '../space.js';
import type { Nullable } from './statements.js';

/** A vector to search for: its space, and the parameters of statements that search for it. */
export interface VectorSearch {
  readonly hash: SpaceHash;
  readonly parameters: { readonly vector: Vector<Float32Array>; readonly embedding: string };
}

/** Runs statements on the rows of one build, and makes sure that the build is still there. */
export class BuildRows {
  constructor(
    private readonly connection: Neo4jConnection,
    readonly build: Build,
  ) {}

  /** The rows of a statement, which also gets `graph` and `number`. Rejects with a BuildGoneError where the build was dropped meanwhile, so that rows may be missing. */
  async read<Given extends Parameters, Row>(
    statement: Statement<Given & { graph: string; number: number }, Row>,
    parameters: Omit<Given, 'graph' | 'number'>,
  ): Promise<readonly Row[]> {
    const { graph, number } = this.build;
    return this.connection.read(async (cypher) => {
      const found = await cypher.rows(statement, { ...parameters, graph, number } as unknown as Given & OfBuild);
      // Only now: a build is marked before its rows go.
      await requirePublished(cypher, this.build).catch((thrown: unknown) => {
        throw thrown instanceof NotPublishedError ? new BuildGoneError(graph, number) : thrown;
      });
      return found;
    });
  }

  /** A search for a vector; undefined for a build without a space. */
  vector(vector: Float32Array): VectorSearch | undefined {
    const { space } = this.build;
    if (!space) return undefined;
    const hash = spaceHashOf(space);
    return { hash, parameters: { vector: neo4j.vector(vector), embedding: embeddingProperty(hash) } };
  }
}

type OfBuild = { graph: string; number: number };

/** The parameters of statements for a filter. */
export function filterParameters({ includeRepealed, statutes }: NodeFilter) {
  return { setAside: includeRepealed ? [false, true] : [false], statutes };
}

/** A map of the server without its fields that are null. */
export function withoutNulls<Fields extends object>(map: Nullable<Fields>): Fields {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null)) as Fields;
}

/** The best hits, the best first. Scores that are the same when rounded to 1e-6 are in order of id. */
export function bestHits<Hit extends NodeHit>(hits: Iterable<Hit>, limit: number): readonly Hit[] {
  const ranked = Array.from(hits, (hit) => ({ hit, rounded: roundScore(hit.score) }));
  ranked.sort((one, other) => other.rounded - one.rounded || (one.hit.id < other.hit.id ? -1 : 1));
  return ranked.slice(0, limit).map(({ hit }) => hit);
}

/** The cosine that a vector index's score stands for. */
export function cosineOf(score: number): number {
  return 2 * score - 1;
}
