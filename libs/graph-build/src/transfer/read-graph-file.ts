import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { holdsOnlyStorable, unstorableWords } from '@lexhop/foundation';
import { GraphFileError } from '../errors/graph-file-error.js';
import { type GraphFileLine, graphFileLineSchema } from './graph-file.js';

/** Lines of one kind that stand together, at most 1,000. */
export interface GraphFilePage {
  /** Number of the first line. */
  readonly line: number;
  readonly lines: readonly GraphFileLine[];
}

const linesPerPage = 1_000;

/** Reads an exported build as pages of lines of one kind. Throws a GraphFileError at the first line that is none. */
export async function* readGraphFile(file: {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}): AsyncGenerator<GraphFilePage> {
  let page: GraphFileLine[] = [];
  let number = 0;
  for await (const text of createInterface({ input: Readable.from(file.content), crlfDelay: Infinity })) {
    number += 1;
    const line = parseLine(file.name, number, text);
    const first = page[0];
    if (first && (kindOf(first) !== kindOf(line) || page.length === linesPerPage)) {
      yield { line: number - page.length, lines: page };
      page = [];
    }
    page.push(line);
  }
  if (page.length > 0) yield { line: number - page.length + 1, lines: page };
}

function kindOf(line: GraphFileLine): string {
  return Object.keys(line)[0] ?? '';
}

function parseLine(file: string, number: number, text: string): GraphFileLine {
  const json = jsonOf(text);
  if (!holdsOnlyStorable(json)) throw new GraphFileError(file, number, `a text in it holds ${unstorableWords}.`);
  const parsed = graphFileLineSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new GraphFileError(
    file,
    number,
    number === 1 ? 'this is not an exported graph.' : 'this is not a line of an exported graph.',
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not a line of a graph: the schema says so.
    return undefined;
  }
}
