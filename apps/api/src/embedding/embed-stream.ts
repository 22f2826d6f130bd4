import { jsonOfLine, type Line, lineGroupsOf } from '@lexhop/foundation';
import { BadRequestError } from '@lexhop/http';
import { type EmbeddingModel, vectorRecordOf, vectorsOf } from '@lexhop/embedding';
import { embeddingBounds, streamedTextSchema, type VectorsQuery } from './embedding.contract.js';

const jsonType = 'application/json';
/** The content type of a stream of JSON lines. */
export const linesType = 'application/x-ndjson';

/** Whether a body is JSON or JSON lines, by its content type (case and parameters are ignored). Throws a BadRequestError that says what may be sent. */
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
 * Answers each line `{"id"?, "text"}` of a stream, in order, with a line of its vectors and its id, or its line number where it has no id.
 * A line that can't be read is answered with `{"line", "error"}` in its place. Lines are answered as soon as they come, so a client may
 * wait for an answer before it sends more. Only a few lines are in memory at a time.
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
  const read = lines.flatMap((line) => readLine(line, longest));
  for (const together of groupsOf(read, longest)) {
    const texts = together.flatMap((line) => ('text' in line ? [line.text] : []));
    const vectors = (await vectorsOf(model, { ...query, texts })).values();
    for (const line of together) {
      const answer = 'text' in line ? { id: line.id, ...vectorRecordOf(vectors.next().value ?? {}) } : errorOf(line);
      yield `${JSON.stringify(answer)}\n`;
    }
  }
}

/** The text of a line, or what is wrong with it; nothing for an empty line. */
function readLine(line: Line, longest: number): readonly ReadLine[] {
  const { number } = line;
  const read = jsonOfLine(line, longestLineBytes);
  if (!read) return [];
  if ('fault' in read) return [{ number, wrong: `it ${read.fault}.` }];
  const parsed = streamedTextSchema.safeParse(read.json);
  if (!parsed.success) {
    const { path = [], message } = parsed.error.issues[0] ?? { message: 'it is not as described' };
    return [{ number, wrong: `it is not {"id", "text"}: ${[...path, message].join(': ')}.` }];
  }
  const { id = number, text } = parsed.data;
  if (text.length <= longest) return [{ number, id, text }];
  return [{ number, wrong: `its text has ${text.length} characters; ${longest} are the most here.` }];
}

function errorOf({ number, wrong }: Extract<ReadLine, { readonly wrong: string }>) {
  return { line: number, error: { code: 'bad-request', detail: `Line ${number} can't be embedded: ${wrong}` } };
}

/** Groups of lines that the model embeds together: at most 32 lines, and at most so many characters. */
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
