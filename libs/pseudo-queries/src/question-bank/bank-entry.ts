import { isStorable, unstorableWords } from '@lexhop/foundation';
import { z } from 'zod';

const textSchema = (longest: number) =>
  z.string().trim().min(1).max(longest).refine(isStorable, `holds ${unstorableWords}`);
const questionSchema = textSchema(2000);
const questionsSchema = z.array(questionSchema).max(100);

/** Questions for one article in a question bank: one line of the file. Unknown fields are refused: they are misspelt more often than meant. */
export const bankEntrySchema = z.strictObject({
  /** Node id, `J0070017:10-1`. */
  article: textSchema(200),
  incoming: questionsSchema,
  outgoing: questionsSchema,
  /** The article's content hash when they were drafted; an entry without one is taken for the article it names. */
  contentHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** `provider/model` that drafted them, where known. */
  draftedBy: textSchema(200).optional(),
  promptVersion: textSchema(200).optional(),
});
export type BankEntry = Readonly<z.infer<typeof bankEntrySchema>>;

/** One line of a question bank, its line feed included; the same entry always gives the same bytes. */
export function writeQuestionBankLine(entry: BankEntry): string {
  const { article, incoming, outgoing, contentHash, draftedBy, promptVersion } = entry;
  return `${JSON.stringify({ article, incoming, outgoing, contentHash, draftedBy, promptVersion })}\n`;
}
