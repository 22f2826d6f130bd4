import { z } from 'zod';
import {
  articleNodeSchema,
  buildSettingsSchema,
  edgeSchema,
  embeddingSpaceSchema,
  pseudoQuerySchema,
} from '@lexhop/graph-model';
import { holdsOnlyStorable, jsonOf, type Line, linesOf, unstorableWords } from '@lexhop/foundation';
import { statuteRecordSchema } from '@lexhop/graph-store';
import { GraphFileError } from '../errors.js';

/** Bumped when a file of before can't be read any more. */
export const graphFileVersion = 1;

const endSchema = z.strictObject({
  nodes: z.number(),
  questions: z.number(),
  vectors: z.number(),
  edges: z.number(),
});
/** How many lines of each kind a whole file has. */
export type GraphFileEnd = z.infer<typeof endSchema>;

/**
 * The lines of an exported build (JSON lines), in this order: header, statutes, nodes, questions, vectors, edges, end.
 * Nothing in it depends on when, where or as which number it was built: the same graph is the same bytes.
 */
const graphFileLineSchema = z.union([
  z.strictObject({
    lexhop: z.literal('graph'),
    version: z.literal(graphFileVersion),
    space: embeddingSpaceSchema,
    settings: buildSettingsSchema,
  }),
  z.strictObject({ statute: statuteRecordSchema }),
  z.strictObject({ node: articleNodeSchema }),
  z.strictObject({ question: pseudoQuerySchema }),
  /** `vector` is the id of a node or question; `floats` its float32 values, little-endian, in base64. */
  z.strictObject({ vector: z.string(), floats: z.base64() }),
  z.strictObject({ edge: edgeSchema }),
  z.strictObject({ end: endSchema }),
]);
export type GraphFileLine = z.infer<typeof graphFileLineSchema>;

/** Lines of one kind that stand together, at most 1,000, or some megabytes of them. */
export interface GraphFilePage {
  /** Number of the first line. */
  readonly line: number;
  readonly lines: readonly GraphFileLine[];
}

const linesPerPage = 1_000;
const bytesPerPage = 4 * 2 ** 20;
/** The longest article, every character of it escaped, has less. */
const longestLineBytes = 8 * 2 ** 20;

/** Reads an exported build as pages of lines of one kind. Throws a GraphFileError at the first line that is none. */
export async function* readGraphFile(file: {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}): AsyncGenerator<GraphFilePage> {
  let page: GraphFileLine[] = [];
  let [bytes, last] = [0, 0];
  for await (const read of linesOf(file.content, longestLineBytes)) {
    const line = parseLine(file.name, read);
    const first = page[0];
    if (first && (kindOf(first) !== kindOf(line) || page.length === linesPerPage || bytes > bytesPerPage)) {
      yield { line: read.number - page.length, lines: page };
      [page, bytes] = [[], 0];
    }
    page.push(line);
    bytes += read.bytes?.length ?? 0;
    last = read.number;
  }
  if (page.length > 0) yield { line: last - page.length + 1, lines: page };
}

function kindOf(line: GraphFileLine): string {
  return Object.keys(line)[0] ?? '';
}

function parseLine(file: string, { number, bytes }: Line): GraphFileLine {
  if (bytes === undefined) throw new GraphFileError(file, number, `it is longer than ${longestLineBytes} bytes.`);
  // What is not JSON is refused by the schema.
  const json = jsonOf(Buffer.from(bytes).toString());
  if (!holdsOnlyStorable(json)) throw new GraphFileError(file, number, `a text in it holds ${unstorableWords}.`);
  const parsed = graphFileLineSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new GraphFileError(
    file,
    number,
    number === 1 ? 'this is not an exported graph.' : 'this is not a line of an exported graph.',
  );
}
