import { jsonOfLine, type Line, linesOf } from '@lexhop/foundation';
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
  const handle = await openForReading(file);
  try {
    for await (const line of linesOf(handle.createReadStream({ autoClose: false }), Infinity)) {
      const read = textIn(line);
      if (typeof read === 'string')
        throw new EmbeddingFileError(file, `has no {"id", "text"} in line ${line.number}: ${read}.`);
      if (read) yield { id: read.id ?? line.number, text: read.text };
    }
  } finally {
    await handle.close();
  }
}

/** The text of a line, or why there is none; undefined for an empty line. */
function textIn(line: Line): z.infer<typeof textSchema> | string | undefined {
  const read = jsonOfLine(line, Infinity);
  if (!read) return undefined;
  if ('fault' in read) return `it ${read.fault}`;
  const parsed = textSchema.safeParse(read.json);
  if (parsed.success) return parsed.data;
  const { path = [], message } = parsed.error.issues[0] ?? { message: '' };
  return [...path, message].join(': ');
}
