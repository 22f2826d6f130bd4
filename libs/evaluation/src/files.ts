import { jsonOfLine, linesOf } from '@lexhop/foundation';
import { z } from 'zod';
import { EvaluationFileError } from './errors.js';

/** A file as bytes, and what to call it. */
export interface SourceFile {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly name: string;
}

/**
 * The values of a JSON-lines file, in order; empty lines are nothing. Not one line is passed over: throws an
 * EvaluationFileError for the first that is too long, not UTF-8, not JSON or not of the schema, and for two of one id.
 */
export async function readJsonLines<Value extends { readonly id: string }>(
  { bytes, name }: SourceFile,
  schema: z.ZodType<Value>,
): Promise<readonly Value[]> {
  const values = new Map<string, Value>();
  for await (const line of linesOf(bytes, longestLineBytes)) {
    const read = jsonOfLine(line, longestLineBytes);
    if (!read) continue;
    const value = 'fault' in read ? read.fault : parsed(read.json, schema);
    if (typeof value === 'string') throw new EvaluationFileError(name, line.number, value);
    if (values.has(value.id))
      throw new EvaluationFileError(name, line.number, `has the id ${value.id} of an earlier line`);
    values.set(value.id, value);
  }
  if (values.size === 0) throw new EvaluationFileError(name, 0, 'is empty');
  return [...values.values()];
}

/** Longer lines are of no evaluation file. */
const longestLineBytes = 2 ** 24;

/** The value, or what is wrong with it. */
function parsed<Value>(json: unknown, schema: z.ZodType<Value>): Value | string {
  const { success, data, error } = schema.safeParse(json);
  if (success) return data;
  const [first] = error.issues;
  // Of several shapes that a line may have, the first is meant.
  const issue = first?.code === 'invalid_union' ? first.errors[0]?.[0] : first;
  const field = issue?.path.join('.');
  return `has a wrong ${field ? `field ${field}` : 'shape'}: ${issue?.message ?? 'not as described'}`;
}

/** A query and the articles that answer it: a line of its file. */
export const evaluationQuerySchema = z.object({
  id: z.string().min(1),
  query: z.string().trim().min(1).max(10_000),
  /** `zh`, `en`, `zh-Hans` …; undetermined (BCP 47) where a file does not say it. */
  lang: z.string().min(1).default('und'),
  /** `single` or `multi`: one gold article, or several that belong together. */
  type: z.string().min(1),
  /** Articles that are all wanted; of a list within the list any one counts. */
  gold: z
    .array(z.union([z.string().min(1), z.array(z.string().min(1)).min(1).readonly()]))
    .min(1)
    .readonly(),
  /** Why these are the answer, for people. */
  why: z.string().optional(),
});
export type EvaluationQuery = Readonly<z.infer<typeof evaluationQuerySchema>>;

/** Reads queries (JSON lines). Throws an EvaluationFileError. */
export function readQueries(file: SourceFile): Promise<readonly EvaluationQuery[]> {
  return readJsonLines(file, evaluationQuerySchema);
}

/** `<pcode>:<number>`, or any other that the queries' gold names. */
const corpusId = z.string().min(1).max(200);

/** One article of a corpus of statutes: a line of its file. */
const corpusArticleSchema = z.object({
  id: corpusId,
  /** Title of the statute. */
  law: z.string().min(1),
  /** As the source writes it: `第 10-1 條`, `第五十四条`. */
  article: z.string().min(1),
  /** Headings, outermost first, joined by ` > `; may be empty. */
  chapter: z.string(),
  text: z.string().min(1),
});
export type CorpusArticle = Readonly<z.infer<typeof corpusArticleSchema>>;

/** One passage of any other corpus: a text with a title of its own, as a statute of one article is. */
const corpusPassageSchema = z.object({ id: corpusId, title: z.string().min(1), text: z.string().min(1) });
export type CorpusPassage = Readonly<z.infer<typeof corpusPassageSchema>>;

/** Reads a corpus (JSON lines), of articles or of passages. Throws an EvaluationFileError. */
export function readCorpus(file: SourceFile): Promise<readonly (CorpusArticle | CorpusPassage)[]> {
  return readJsonLines(file, z.union([corpusArticleSchema, corpusPassageSchema]));
}
