import { namedObject } from '@lexhop/foundation';
import type { StatuteRecord, StatuteStore, StatutesSaved, StatuteWithNodes } from '@lexhop/graph-store';
import type { StatuteWarning } from '@lexhop/statutes';
import { z } from 'zod';
import { ImportStoppedError } from './errors.js';
import { statuteEvents } from './statute-events.js';
import type { StatuteFile } from './statute-parts.js';

const count = z.number().int().nonnegative();

const leftOutSchema = z.object({
  statutes: count,
  articles: count,
  lines: count.describe('Lines that might begin an article but were read as text of another article.'),
});

const statuteWarningSchema = namedObject('StatuteWarning', {
  file: z.string(),
  statute: z.string().optional().describe('The title of the statute, where one is known.'),
  place: z.string().describe('Where in the file or statute, for people.'),
  code: z.string(),
  sentence: z.string(),
});

/** What came of the import of one file. */
export const statutesImportedSchema = namedObject('ImportedFile', {
  file: z.string(),
  statutes: count,
  articles: count,
  headings: count,
  repealed: count,
  added: count,
  replaced: count,
  unchanged: count.describe('Read again with nothing changed.'),
  leftOut: leftOutSchema.describe(
    'What in the file did not become a statute or an article; each case is also a warning.',
  ),
  warnings: z.array(statuteWarningSchema).readonly().describe('The first thousand.'),
  warningCount: count,
});
type StatutesImported = Readonly<z.infer<typeof statutesImportedSchema>>;

const articlesPerSave = 2000;
const warningsKept = 1000;

const countedAs: Readonly<Partial<Record<StatuteWarning['code'], keyof StatutesImported['leftOut']>>> = {
  'statute-not-readable': 'statutes',
  'statute-without-articles': 'statutes',
  'statute-repeated': 'statutes',
  'statute-outdated': 'statutes',
  'article-number-missing': 'articles',
  'article-number-repeated': 'articles',
  'article-not-text': 'articles',
  'article-empty': 'articles',
  'article-too-long': 'articles',
  'article-not-opened': 'lines',
};

/**
 * Reads one file into a graph's statutes, in bounded memory. Rejects with an ImportStoppedError where the file can't be read to its end or the
 * books can't store it. That error has the code of its cause, and says how many statutes were saved before.
 */
export async function importStatutes(store: StatuteStore, graph: string, file: StatuteFile): Promise<StatutesImported> {
  let soFar: StatutesImported = { ...nothingYet, file: file.name };
  let waiting: StatuteWithNodes[] = [];
  let waitingNodes = 0;
  const save = async () => {
    const saved = await store.put(graph, waiting);
    soFar = withSaved(soFar, waiting, saved);
    waiting = [];
    waitingNodes = 0;
  };
  try {
    for await (const event of statuteEvents(file)) {
      if ('warning' in event) {
        soFar = withWarning(soFar, event.warning);
        continue;
      }
      waiting.push(event);
      waitingNodes += event.nodes.length;
      if (waitingNodes >= articlesPerSave) await save();
    }
    if (waiting.length > 0) await save();
    return soFar;
  } catch (thrown) {
    throw ImportStoppedError.of(thrown, file.name, { saved: soFar.statutes, what: 'statutes' });
  }
}

const nothingYet = {
  statutes: 0,
  articles: 0,
  headings: 0,
  repealed: 0,
  added: 0,
  replaced: 0,
  unchanged: 0,
  leftOut: { statutes: 0, articles: 0, lines: 0 },
  warnings: [],
  warningCount: 0,
} as const;

function withSaved(
  soFar: StatutesImported,
  put: readonly StatuteWithNodes[],
  { added, replaced, unchanged, outdated }: StatutesSaved,
): StatutesImported {
  const leftOut = new Map(outdated.map(({ id, kept }) => [id, kept]));
  const saved = put.filter(({ statute }) => !leftOut.has(statute.id));
  const articles = saved.flatMap(({ nodes }) => nodes.filter((node) => node.level === 'article'));
  const headings = new Set(
    articles.flatMap(({ statuteId, headingPath }) =>
      headingPath.map((_, depth) => `${statuteId} ${headingPath.slice(0, depth + 1).join('/')}`),
    ),
  );
  const counted = {
    ...soFar,
    statutes: soFar.statutes + saved.length,
    articles: soFar.articles + articles.length,
    headings: soFar.headings + headings.size,
    repealed: soFar.repealed + articles.filter((article) => article.repealed).length,
    added: soFar.added + added,
    replaced: soFar.replaced + replaced,
    unchanged: soFar.unchanged + unchanged,
  };
  return put
    .flatMap(({ statute }) => outdatedWarning(statute, leftOut.get(statute.id)) ?? [])
    .reduce(withWarning, counted);
}

function outdatedWarning(
  { id, title, sourceFile, modifiedOn }: StatuteRecord,
  kept: string | undefined,
): StatuteWarning | undefined {
  if (kept === undefined) return undefined;
  const sentence = `${title} (${id}) of ${modifiedOn} is older than the one that the graph has, of ${kept}, and was left out; delete that one first to have this one.`;
  return { file: sourceFile, statute: title, place: title, code: 'statute-outdated', sentence };
}

function withWarning(soFar: StatutesImported, warning: StatuteWarning): StatutesImported {
  const kept = soFar.warnings.length < warningsKept ? [...soFar.warnings, warning] : soFar.warnings;
  const counted = countedAs[warning.code];
  const leftOut = counted ? { ...soFar.leftOut, [counted]: soFar.leftOut[counted] + 1 } : soFar.leftOut;
  return { ...soFar, leftOut, warnings: kept, warningCount: soFar.warningCount + 1 };
}
