import { inOrderOfKey } from '@lexhop/foundation';
import { type Build, requireSpace } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';
import { packVectors } from '@lexhop/vectors';
import { statutePages } from '@lexhop/graph-statutes';
import { type GraphFileLine, graphFileVersion } from './graph-file.js';

const vectorKinds = ['nodes', 'incoming', 'outgoing'] as const;

/** Writes a whole build as JSON lines, in bounded memory; chunks of many lines. */
export async function* exportGraph(stores: GraphStores, build: Build): AsyncGenerator<string> {
  const space = requireSpace(build);
  const { settings } = build;
  const counts = { nodes: 0, questions: 0, vectors: 0, edges: 0 };
  async function* written<Row>(
    kind: keyof typeof counts,
    pages: AsyncIterable<readonly Row[]>,
    lineOf: (row: Row) => GraphFileLine,
  ): AsyncGenerator<string> {
    for await (const page of pages) {
      counts[kind] += page.length;
      yield lines(page.map(lineOf));
    }
  }
  yield lines([{ lexhop: 'graph', version: graphFileVersion, space, settings: { ...settings, from: 'import' } }]);
  for await (const page of statutePages(stores.statutes, build.graph))
    yield lines(page.map((statute) => ({ statute: { ...statute } })));
  yield* written('nodes', stores.contents.nodes(build), (node) => ({ node }));
  yield* written('questions', stores.contents.questions(build), (question) => ({ question }));
  for (const kind of vectorKinds) {
    for await (const { ids, vectors } of stores.contents.vectors(build, kind)) {
      counts.vectors += ids.length;
      yield lines(ids.map((id, row) => ({ vector: id, floats: rowBase64(vectors, row, space.dimensions) })));
    }
  }
  yield* written('edges', stores.contents.edges(build), (edge) => ({ edge }));
  yield lines([{ end: counts }]);
}

function rowBase64(vectors: Float32Array, row: number, dimensions: number): string {
  return Buffer.from(packVectors(vectors.subarray(row * dimensions, (row + 1) * dimensions))).toString('base64');
}

function lines(values: readonly GraphFileLine[]): string {
  return values.map((value) => `${JSON.stringify(value, inOrderOfKey)}\n`).join('');
}
