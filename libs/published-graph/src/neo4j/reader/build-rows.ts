import { type Build, BuildGoneError, type NodeFilter, type NodeHit } from '@lexhop/graph-model';
import { roundScore } from '@lexhop/vectors';
import neo4j, { type Vector } from 'neo4j-driver';
import { NotPublishedError } from '../../errors.js';
import type { Neo4jConnection, Statement } from '../connection.js';
import { requirePublished } from '../held-builds.js';
import type { Parameters } from '../server.js';
import { embeddingProperty, spaceHashOf, type SpaceHash } from '../space.js';
import type { Nullable } from './statements.js';

/** A vector to search for: the space that it is of, and what statements are given of it. */
export interface VectorSearch {
  readonly hash: SpaceHash;
  readonly parameters: { readonly vector: Vector<Float32Array>; readonly embedding: string };
}

/** Reads rows of one build: what its statements are given, and whether it is still there. */
export class BuildRows {
  constructor(
    private readonly connection: Neo4jConnection,
    readonly build: Build,
  ) {}

  /** The rows of a statement that gets graph, number and these. Throws a BuildGoneError when the build was dropped meanwhile: its rows may be missing. */
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

  /** What a search for a vector is given; undefined of a build without a space. */
  vector(vector: Float32Array): VectorSearch | undefined {
    const { space } = this.build;
    if (!space) return undefined;
    const hash = spaceHashOf(space);
    return { hash, parameters: { vector: neo4j.vector(vector), embedding: embeddingProperty(hash) } };
  }
}

type OfBuild = { graph: string; number: number };

/** What statements are given of a filter. */
export function filterParameters({ includeRepealed, statutes }: NodeFilter) {
  return { setAside: includeRepealed ? [false, true] : [false], statutes };
}

/** What a map of the server's holds, without the fields that it has nothing for. */
export function withoutNulls<Fields extends object>(map: Nullable<Fields>): Fields {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null)) as Fields;
}

/** The best hits, best first; scores that round to the same 1e-6 are ties, in order of id. */
export function bestHits<Hit extends NodeHit>(hits: Iterable<Hit>, limit: number): readonly Hit[] {
  const ranked = Array.from(hits, (hit) => ({ hit, rounded: roundScore(hit.score) }));
  ranked.sort((one, other) => other.rounded - one.rounded || (one.hit.id < other.hit.id ? -1 : 1));
  return ranked.slice(0, limit).map(({ hit }) => hit);
}

/** The cosine that a vector index's score stands for. */
export function cosineOf(score: number): number {
  return 2 * score - 1;
}
