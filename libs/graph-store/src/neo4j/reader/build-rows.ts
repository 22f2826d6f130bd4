import type { Build } from '@lexhop/graph-model';
import neo4j from 'neo4j-driver';
import type { NodeFilter } from '../../graph-reader.js';
import { readableBuild } from '../build-node.js';
import type { Neo4jConnection } from '../connection.js';
import type { Parameters } from '../parameters.js';
import { embeddingProperty, spaceHashOf, type SpaceHash } from '../space-hash.js';

/** Reads rows of one build: what its statements are given, and whether it is still there. */
export class BuildRows {
  constructor(
    private readonly connection: Neo4jConnection,
    readonly build: Build,
  ) {}

  /** The rows of a statement that gets graph, number and these. Throws a BuildGoneError when the build was collected meanwhile: its rows may be missing. */
  async read<Row>(statement: string, parameters: Parameters): Promise<readonly Row[]> {
    const { graph, number } = this.build;
    return this.connection.read(async (cypher) => {
      const found = await cypher.rows<Row>(statement, { graph, number, ...parameters });
      // Only now: a build is marked before its rows go.
      await readableBuild(cypher, this.build);
      return found;
    });
  }

  /** What a search for a vector is given; undefined of a build without a space. */
  vector(vector: Float32Array): { readonly hash: SpaceHash; readonly parameters: Parameters } | undefined {
    const { space } = this.build;
    if (!space) return undefined;
    const hash = spaceHashOf(space);
    return { hash, parameters: { vector: neo4j.vector(vector), embedding: embeddingProperty(hash) } };
  }
}

/** What statements are given of a filter. */
export function filterParameters({ includeRepealed, statutes }: NodeFilter): Parameters {
  return { setAside: includeRepealed ? [false, true] : [false], statutes };
}
