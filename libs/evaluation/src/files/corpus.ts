import { z } from 'zod';
import { readJsonLines, type SourceFile } from './read-json-lines.js';

/** One article of a corpus: a line of its file. */
export const corpusArticleSchema = z.object({
  /** `<pcode>:<number>`, or any other that the queries' gold names. */
  id: z.string().min(1).max(200),
  /** Title of the statute. */
  law: z.string().min(1),
  /** As the source writes it: `第 10-1 條`, `第五十四条`. */
  article: z.string().min(1),
  /** Headings, outermost first, joined by ` > `; may be empty. */
  chapter: z.string(),
  text: z.string().min(1),
});
export type CorpusArticle = Readonly<z.infer<typeof corpusArticleSchema>>;

/** Reads a corpus (JSON lines). Throws an EvaluationFileError. */
export function readCorpus(file: SourceFile): Promise<readonly CorpusArticle[]> {
  return readJsonLines(file, corpusArticleSchema);
}
