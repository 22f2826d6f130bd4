import { jsonOf } from '@lexhop/foundation';
import { z } from 'zod';
import { EmbeddingFileError } from '../errors.js';
import { openForReading } from '../files.js';

const textSchema = z.object({ id: z.union([z.string(), z.number()]).optional(), text: z.string().min(1) });

/** A text of a file, and what its vectors will be called. */
export interface TextToEmbed {
  readonly id: string | number;
  readonly text: string;
}

/**
 * The texts of a file of JSON lines `{"id"?, "text"}`, in order. A text without an id gets its line number. Other fields, empty
 * lines and byte order marks are passed over. Throws a FileUnreadableError, or an EmbeddingFileError for the first wrong line.
 */
export async function* readTexts(file: string): AsyncGenerator<TextToEmbed> {
  let line = 0;
  for await (const content of linesOf(file)) {
    line += 1;
    if (content.trim() === '') continue;
    const parsed = textIn(content);
    if (typeof parsed === 'string')
      throw new EmbeddingFileError(file, `has no {"id", "text"} in line ${line}: ${parsed}.`);
    const { id = line, text } = parsed;
    yield { id, text };
  }
}

/** The text of a line, or why there is none. */
function textIn(content: string): z.infer<typeof textSchema> | string {
  const json = jsonOf(content);
  if (json === undefined) return 'it is not JSON';
  const parsed = textSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path = [], message } = parsed.error.issues[0] ?? { message: '' };
  return [...path, message].join(': ');
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const handle = await openForReading(file);
  try {
    yield* handle.readLines({ autoClose: false });
  } finally {
    await handle.close();
  }
}
