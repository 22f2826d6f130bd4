import { type Line, lineGroupsOf } from '@lexhop/foundation';
import { BadRequestError } from '@lexhop/http';
import { type EmbeddingModel, vectorRecordOf, vectorsOf } from '@lexhop/embedding';
import { embeddingBounds, streamedTextSchema, type VectorsQuery } from './embedding.contract.js';

const jsonType = 'application/json';
/** The content type of a stream of JSON lines. */
export const linesType = 'application/x-ndjson';

/** What a body is by its content type, whose case and parameters do not count. Throws a BadRequestError that says what may be sent. */
export function bodyKind(contentType: string | undefined): 'json' | 'lines' {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === linesType) return 'lines';
  if (type === jsonType) return 'json';
  const other = type === '' ? '; there is none' : `, not ${type}`;
  throw new BadRequestError(`Send ${jsonType} or ${linesType} as content-type${other}.`);
}

const longestLineBytes = 512 * 1024;
const textsTogether = 32;

type ReadLine =
  | { readonly number: number; readonly id: string | number; readonly text: string }
  | { readonly number: number; readonly wrong: string };

/**
 * Answers each line `{"id"?, "text"}` of a stream, in order, with a line of its vectors under its id (else its line number);
 * a line that can't be read is answered with `{"line", "error"}` at its place. Lines are answered as soon as they are
 * there, so that a client may wait for one answer before it sends more; memory holds a few of them.
 */
export async function* embedStream(
  body: AsyncIterable<Uint8Array>,
  model: EmbeddingModel,
  query: VectorsQuery & { readonly signal: AbortSignal },
): AsyncGenerator<string> {
  for await (const lines of lineGroupsOf(body, longestLineBytes)) yield* answers(lines, model, query);
}

async function* answers(
  lines: readonly Line[],
  model: EmbeddingModel,
  query: VectorsQuery & { readonly signal: AbortSignal },
): AsyncGenerator<string> {
  const hasMultiVector = query.outputs.includes('multi-vector');
  const longest = hasMultiVector ? embeddingBounds.multiVectorCharacters : embeddingBounds.textCharacters;
  const read = lines
    .map(({ number, bytes }) => ({ number, text: bytes && decoded(bytes) }))
    .filter(({ text }) => text?.trim() !== '')
    .map((line) => readLine(line, longest));
  for (const together of groupsOf(read, longest)) {
    const texts = together.flatMap((line) => ('text' in line ? [line.text] : []));
    const vectors = (await vectorsOf(model, { ...query, texts })).values();
    for (const line of together) {
      const answer = 'text' in line ? { id: line.id, ...vectorRecordOf(vectors.next().value ?? {}) } : errorOf(line);
      yield `${JSON.stringify(answer)}\n`;
    }
  }
}

interface TextLine {
  readonly number: number;
  readonly text: string | undefined;
}

function readLine({ number, text }: TextLine, longest: number): ReadLine {
  if (text === undefined) return { number, wrong: `it is not UTF-8, or longer than ${longestLineBytes} bytes.` };
  const json = jsonOf(text);
  if (json === undefined) return { number, wrong: 'it is not JSON.' };
  const parsed = streamedTextSchema.safeParse(json);
  if (!parsed.success) {
    const { path = [], message } = parsed.error.issues[0] ?? { message: 'it is not as described' };
    return { number, wrong: `it is not {"id", "text"}: ${[...path, message].join(': ')}.` };
  }
  const { id = number, text: given } = parsed.data;
  if (given.length <= longest) return { number, id, text: given };
  return { number, wrong: `its text has ${given.length} characters; ${longest} are the most here.` };
}

function errorOf({ number, wrong }: Extract<ReadLine, { readonly wrong: string }>) {
  return { line: number, error: { code: 'bad-request', detail: `Line ${number} can't be embedded: ${wrong}` } };
}

/** Lines that go through the model together: a few, of so many characters. */
function groupsOf(lines: readonly ReadLine[], characters: number): readonly (readonly ReadLine[])[] {
  const groups: ReadLine[][] = [];
  let room = 0;
  for (const line of lines) {
    const length = 'text' in line ? line.text.length : 0;
    const last = groups.at(-1);
    if (!last || last.length === textsTogether || length > room) {
      groups.push([line]);
      room = characters - length;
    } else {
      last.push(line);
      room -= length;
    }
  }
  return groups;
}

/** Undefined for what is not UTF-8. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Undefined for what is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
