import { z } from 'zod';
import { EmbeddingFileError } from './embedding-file-error.js';
import { openForReading } from './open-for-reading.js';

const textSchema = z.object({ id: z.union([z.string(), z.number()]).optional(), text: z.string().min(1) });

/** A text of a file, and what its vectors will be called. */
export interface TextToEmbed {
  readonly id: string | number;
  readonly text: string;
}

/**
 * The texts of a file of JSON lines `{"id"?, "text"}`, in order; one without an id has its line number; other fields and empty
 * lines are nothing. Throws a FileUnreadableError, or an EmbeddingFileError for the first line that is not one.
 */
export async function* readTexts(file: string): AsyncGenerator<TextToEmbed> {
  let line = 0;
  for await (const content of linesOf(file)) {
    line += 1;
    if (content.trim() === '') continue;
    const parsed = textSchema.safeParse(jsonOf(content));
    if (!parsed.success) {
      const { path = [], message } = parsed.error.issues[0] ?? { message: '' };
      throw new EmbeddingFileError(file, `has no {"id", "text"} in line ${line}: ${[...path, message].join(': ')}.`);
    }
    const { id = line, text } = parsed.data;
    yield { id, text };
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const handle = await openForReading(file);
  try {
    yield* handle.readLines({ autoClose: false });
  } finally {
    await handle.close();
  }
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return undefined;
  }
}
