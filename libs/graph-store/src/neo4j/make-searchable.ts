import type { BuildRun, EmbeddingSpace } from '@lexhop/graph-model';
import { vector } from 'neo4j-driver';
import { vectorsOfBytes } from './bytes-of-vectors.js';
import type { Neo4jConnection } from './connection.js';
import { currentRun } from './current-run.js';
import { embeddingProperty, type SpaceHash, spaceHashOf } from './space-hash.js';
import { ensureSpaceIndexes } from './space-indexes.js';
import { articlesWithoutEmbedding } from './statements/search/articles-without-embedding.js';
import { embedArticles } from './statements/search/embed-articles.js';
import { embedQuestions } from './statements/search/embed-questions.js';
import { questionsWithoutEmbedding } from './statements/search/questions-without-embedding.js';

/** Vectors of one transaction: four megabytes at 1,024 dimensions. */
const limit = 1_000;

const searched = [
  { missing: articlesWithoutEmbedding, embed: embedArticles },
  { missing: questionsWithoutEmbedding, embed: embedQuestions },
] as const;

/**
 * Copies the vectors of a build's articles and incoming questions to their rows, where the vector indexes find them, and makes the indexes.
 * Rows that carry theirs already are passed by, so that it goes on where it was; done before a build is activated, so that no search waits.
 */
export async function makeSearchable(connection: Neo4jConnection, run: BuildRun, space: EmbeddingSpace): Promise<void> {
  const hash = spaceHashOf(space);
  for (const rows of searched) await copyVectors(connection, run, hash, rows);
  await ensureSpaceIndexes(connection, space);
}

interface Missing {
  readonly id: string;
  readonly key: string;
  readonly bytes: Int8Array;
}

async function copyVectors(
  connection: Neo4jConnection,
  run: BuildRun,
  space: SpaceHash,
  { missing, embed }: (typeof searched)[number],
): Promise<void> {
  const property = embeddingProperty(space);
  const { graph, number } = run;
  for (let after = ''; ;) {
    const page = await connection.rows<Missing>(missing, { graph, number, space, property, after, limit });
    const last = page.at(-1);
    if (!last) return;
    const rows = page.map(({ key, bytes }) => ({ key, vector: vector(vectorsOfBytes([bytes])) }));
    await connection.write(async (cypher) => {
      await currentRun(cypher, run);
      await cypher.rows(embed, { property, rows });
    });
    after = last.id;
  }
}
