import { namedObject, pagesOf } from '@lexhop/foundation';
import type { ArticleNode, BuildReference, PseudoQuery } from '@lexhop/graph-model';
import { ImportStoppedError, type StatuteFile } from '@lexhop/graph-statutes';
import { type BankEntry, bankFitSchema, type GraphStores, type QuestionBankStore } from '@lexhop/graph-store';
import {
  type BankEntry as BankLine,
  type BankReading,
  readQuestionBank,
  writeQuestionBankLine,
} from '@lexhop/pseudo-queries';
import { z } from 'zod';

const count = z.number().int().nonnegative();

/** What came of the import of a question bank. */
export const bankImportedSchema = namedObject('BankImport', {
  graph: z.string(),
  read: count,
  saved: count.describe('Those that are new or changed.'),
  warnings: z
    .array(z.object({ code: z.string(), sentence: z.string() }))
    .readonly()
    .describe('The first thousand.'),
  warningCount: count,
  fit: bankFitSchema.describe('How the whole bank fits the graph’s statutes now.'),
});
type BankImported = Readonly<z.infer<typeof bankImportedSchema>>;

const entriesPerPage = 1_000;
const warningsKept = 1_000;

/** Reads a question bank into a graph; a bad line is a warning. Rejects with an ImportStoppedError for a file that is no bank, and where the books can't take it. */
export async function importQuestionBank(
  bank: QuestionBankStore,
  graph: string,
  file: StatuteFile,
): Promise<BankImported> {
  const warnings: { readonly code: string; readonly sentence: string }[] = [];
  let waiting: BankEntry[] = [];
  let [read, saved, warningCount] = [0, 0, 0];
  const save = async () => {
    saved += await bank.put(graph, waiting);
    waiting = [];
  };
  const take = async (reading: BankReading) => {
    if (reading.kind === 'entry') {
      read += 1;
      waiting.push(reading.entry);
      return waiting.length >= entriesPerPage ? save() : undefined;
    }
    warningCount += 1;
    if (warnings.length < warningsKept) warnings.push({ code: reading.code, sentence: reading.sentence });
  };
  try {
    for await (const reading of readQuestionBank(file.content, { fileName: file.name })) await take(reading);
    if (waiting.length > 0) await save();
  } catch (thrown) {
    throw ImportStoppedError.of(thrown, file.name, { saved, what: 'entries' });
  }
  return { graph, read, saved, warnings, warningCount, fit: await bank.fit(graph) };
}

/** The nodes that are covered, by id, with the content hash for which they are; undefined covers any text. */
export type Covered = ReadonlyMap<string, string | undefined>;

/** The nodes for which the graph's question bank has questions. */
export async function coveredByBank(bank: QuestionBankStore, graph: string): Promise<Covered> {
  const covered = new Map<string, string | undefined>();
  const pages = pagesOf({
    limit: entriesPerPage,
    keyOf: ({ article }: BankEntry) => article,
    read: (after = '', limit) => bank.list(graph, { after, limit }),
  });
  for await (const page of pages) for (const { article, contentHash } of page) covered.set(article, contentHash);
  return covered;
}

export function isCovered(covered: Covered, { id, contentHash }: ArticleNode): boolean {
  return covered.has(id) && [undefined, contentHash].includes(covered.get(id));
}

/** The questions of a build as lines of a question bank, in order of article, with content hash and drafter. */
export async function* exportQuestionBank(
  { contents }: Pick<GraphStores, 'contents'>,
  build: BuildReference,
): AsyncGenerator<string> {
  const hashes = new Map<string, string>();
  for await (const page of contents.nodes(build)) for (const node of page) hashes.set(node.id, node.contentHash);
  let held: PseudoQuery[] = [];
  for await (const page of contents.questions(build)) {
    for (const question of page) {
      if (held[0] && held[0].nodeId !== question.nodeId) {
        yield writeQuestionBankLine(entryOf(held, hashes));
        held = [];
      }
      held.push(question);
    }
  }
  if (held.length > 0) yield writeQuestionBankLine(entryOf(held, hashes));
}

function entryOf(questions: readonly PseudoQuery[], hashes: ReadonlyMap<string, string>): BankLine {
  const article = questions[0]?.nodeId ?? '';
  const contentHash = hashes.get(article);
  const texts = (direction: PseudoQuery['direction']) =>
    questions.filter((question) => question.direction === direction).map((question) => question.text);
  return {
    article,
    ...(contentHash === undefined ? {} : { contentHash }),
    incoming: texts('incoming'),
    outgoing: texts('outgoing'),
    ...(questions[0] ? { draftedBy: questions[0].draftedBy } : {}),
  };
}
