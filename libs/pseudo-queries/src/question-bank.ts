import { z } from 'zod';
import { isStorable, jsonOfLine, type Line, linesOf, unstorableWords } from '@lexhop/foundation';
import { QuestionBankError } from './errors.js';
import { minimumIncoming, minimumOutgoing } from './questions.js';

const textSchema = (longest: number) =>
  z.string().trim().min(1).max(longest).refine(isStorable, `holds ${unstorableWords}`);
const questionSchema = textSchema(2000);
const questionsSchema = z.array(questionSchema).max(100);

/** Questions for one article: one line of a question bank. Unknown fields are refused, since they are mostly misspelt. */
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

/** An entry as a line of a question bank, with its line feed. The same entry always gives the same bytes. */
export function writeQuestionBankLine(entry: BankEntry): string {
  const { article, incoming, outgoing, contentHash, draftedBy, promptVersion } = entry;
  return `${JSON.stringify({ article, incoming, outgoing, contentHash, draftedBy, promptVersion })}\n`;
}

/**
 * What a line of a question bank gives: an entry, or a warning. `bad-line`: the line is not used. `few-questions`: the entry before the warning
 * is used, but has fewer than 2 incoming or 4 outgoing questions.
 */
export type BankReading =
  | { readonly kind: 'entry'; readonly line: number; readonly entry: BankEntry }
  | {
      readonly kind: 'warning';
      readonly code: 'bad-line' | 'few-questions';
      readonly line: number;
      /** Names the file, the line and the reason. */
      readonly sentence: string;
    };

type BadLine = { readonly line: number; readonly reason: string };

const longestLineBytes = 1 << 20;
/** After so many bad lines without a good one, the file is not a question bank. */
const badLinesBeforeFirst = 20;

/**
 * Reads a question bank (JSON lines, UTF-8) as it streams in, in the order of the file. Empty lines are ignored; an empty file is an empty bank.
 * A bad line gives a warning, and the rest is read. Throws a QuestionBankError, before it yields anything, for a file that has lines but no
 * entry among the first 20 of them.
 */
export async function* readQuestionBank(
  source: AsyncIterable<Uint8Array>,
  { fileName }: { readonly fileName: string },
): AsyncGenerator<BankReading> {
  const badAtStart: BadLine[] = [];
  let begun = false;
  for await (const line of linesOf(source, longestLineBytes)) {
    const read = readLine(line);
    if (!read) continue;
    if ('entry' in read) {
      yield* badAtStart.splice(0).map((bad) => badLineWarning(fileName, bad));
      begun = true;
      yield { kind: 'entry', line: line.number, entry: read.entry };
      yield* countWarnings(fileName, line.number, read.entry);
    } else if (begun) yield badLineWarning(fileName, read);
    else if (badAtStart.push(read) === badLinesBeforeFirst) break;
  }
  const first = badAtStart[0];
  if (first) throw new QuestionBankError(fileName, first.line, first.reason);
}

function readLine(line: Line): { readonly entry: BankEntry } | BadLine | undefined {
  const read = jsonOfLine(line, longestLineBytes);
  if (!read) return undefined;
  const bad = (reason: string): BadLine => ({ line: line.number, reason });
  if ('fault' in read) return bad(read.fault);
  const parsed = bankEntrySchema.safeParse(read.json);
  return parsed.success ? { entry: parsed.data } : bad(`is not an entry: ${firstFault(parsed.error)}`);
}

function firstFault({ issues }: z.ZodError): string {
  const place = issues[0]?.path.join('.');
  return `${place ? `${place}: ` : ''}${issues[0]?.message ?? 'of another shape'}`;
}

function badLineWarning(fileName: string, { line, reason }: BadLine): BankReading {
  return { kind: 'warning', code: 'bad-line', line, sentence: `${fileName}: line ${line} ${reason}; it is not used.` };
}

function countWarnings(fileName: string, line: number, entry: BankEntry): BankReading[] {
  const incoming = entry.incoming.length;
  const outgoing = entry.outgoing.length;
  if (incoming >= minimumIncoming && outgoing >= minimumOutgoing) return [];
  const sentence =
    `${fileName}: line ${line}: ${entry.article} has ${incoming} incoming and ${outgoing} outgoing questions; ` +
    `at least ${minimumIncoming} and ${minimumOutgoing} are expected.`;
  return [{ kind: 'warning', code: 'few-questions', line, sentence }];
}
