import { articleId, type GraphReader, paragraphId } from '@lexhop/graph-model';
import { type NamedArticle, type QueryReferences, readingLimits } from '@lexhop/query-understanding';
import type { Note } from './answer.js';
import type { RetrieveRequest } from './request.js';
import { allowedAmong, filterOf } from './search.js';

/** The nodes that a query names, and the words in it that name no node. */
export interface NamedArticles {
  /** At most as many as a reading may have. */
  readonly named: readonly NamedArticle[];
  /** Words for articles that the build does not have or that the request excludes. */
  readonly absent: readonly string[];
  /** Words with only an article's number, where the build has several statutes. */
  readonly withoutStatute: readonly string[];
  /** Whether the query names more than a reading may have. */
  readonly isCut: boolean;
}

const most = readingLimits.references;

/** Finds what a query names; repealed articles, too, because whoever names one wants to see it. */
export async function namedIn(
  reader: GraphReader,
  request: RetrieveRequest,
  { references, statutes }: QueryReferences,
): Promise<NamedArticles> {
  const [only, ...more] = request.statutes ?? [];
  const meant = references.slice(0, most).map(({ statuteId, unknownTitle, number, paragraph, words }) => {
    const statute = statuteId ?? (more.length === 0 && unknownTitle === undefined ? only : undefined);
    const article = statute === undefined ? [] : [articleId(statute, number)];
    const part = statute === undefined || paragraph === undefined ? [] : [paragraphId(statute, number, paragraph)];
    const isPlaced = statute !== undefined || unknownTitle !== undefined;
    return { isPlaced, words, nodes: [...part, ...article].map((id) => ({ id, words })) };
  });
  const present = await presentOf(
    reader,
    request,
    meant.flatMap(({ nodes }) => nodes),
  );
  const named = [...present, ...(await onlyArticles(reader, request, statutes))];
  const found = new Set(present.map(({ words }) => words));
  return {
    named: named.slice(0, most),
    absent: meant.filter(({ isPlaced, words }) => isPlaced && !found.has(words)).map(({ words }) => words),
    withoutStatute: meant.filter(({ isPlaced }) => !isPlaced).map(({ words }) => words),
    isCut: references.length > most || named.length > most,
  };
}

/** Finds what a reading names that was sent back. */
export async function namedBy(
  reader: GraphReader,
  request: RetrieveRequest,
  references: readonly NamedArticle[],
): Promise<NamedArticles> {
  const named = await presentOf(reader, request, references);
  const found = new Set(named.map(({ id }) => id));
  const absent = references.filter(({ id }) => !found.has(id)).map(({ id, words }) => words ?? id);
  return { named, absent, withoutStatute: [], isCut: false };
}

/** For each named statute with only one article, that article. */
async function onlyArticles(
  reader: GraphReader,
  request: RetrieveRequest,
  statutes: QueryReferences['statutes'],
): Promise<readonly NamedArticle[]> {
  const wanted = statutes.filter(({ statuteId }) => request.statutes?.includes(statuteId) ?? true);
  const found = wanted.slice(0, most).map(async ({ statuteId, words }) => {
    const nodes = await reader.listNodes({ limit: 2 }, { ...filterOf(request), statutes: [statuteId] });
    return nodes.length === 1 ? nodes.map(({ id }) => ({ id, words })) : [];
  });
  return (await Promise.all(found)).flat();
}

/** Of the given nodes, those that the build has and whose statutes the request allows; each once. */
async function presentOf(
  reader: GraphReader,
  request: RetrieveRequest,
  articles: readonly NamedArticle[],
): Promise<readonly NamedArticle[]> {
  const filter = { ...filterOf(request), includeRepealed: true };
  const ids = articles.map(({ id }) => id);
  const allowed = await allowedAmong({ reader, filter }, ids);
  return articles.filter(({ id }) => allowed.has(id));
}

/** Notes for modes `hop` and `hop-paper`: which articles were put first, and which could not be. */
export function notesOfNamed(
  { named, absent, withoutStatute, isCut }: NamedArticles,
  { build }: GraphReader,
): readonly Note[] {
  const place = `build ${build.number} of graph ${build.graph}`;
  const notes: readonly (Note | false)[] = [
    named.length > 0 && {
      code: 'named-first',
      sentence: `The query names ${fewOf(wordsOf(named))}: named articles come first.`,
    },
    isCut && {
      code: 'named-too-many',
      sentence: `The query names more articles than the first ${most}, which were read.`,
    },
    absent.length > 0 && {
      code: 'named-absent',
      sentence: `The query names ${fewOf(absent)}, which ${place} does not have, or the request leaves out.`,
    },
    withoutStatute.length > 0 && {
      code: 'named-without-statute',
      sentence: `The query names ${fewOf(withoutStatute)} but no statute, and ${place} has several: say of which.`,
    },
  ];
  return notes.filter((note) => note !== false);
}

/** Notes for the baselines, which search for a query as it is written. */
export function notesOfIgnored({ named }: NamedArticles, { mode }: RetrieveRequest): readonly Note[] {
  if (named.length === 0) return [];
  const sentence = `Mode ${mode} takes the query as it is: ${fewOf(wordsOf(named))}, which it names, does not come first.`;
  return [{ code: 'named-not-first', sentence }];
}

function wordsOf(named: readonly NamedArticle[]): readonly string[] {
  return [...new Set(named.map(({ words, id }) => words ?? id))];
}

const few = 5;

function fewOf(words: readonly string[]): string {
  const more = words.length - few;
  return words.slice(0, few).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
