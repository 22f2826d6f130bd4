import { articleId, type GraphReader, paragraphId } from '@lexhop/graph-model';
import { type NamedArticle, type QueryReferences, readingLimits } from '@lexhop/query-understanding';
import type { Note } from './answer.js';
import type { RetrieveRequest } from './request.js';
import { allows, filterOf } from './search.js';

/** The nodes that a query names, and the words of what names none. */
export interface NamedArticles {
  /** At most as many as a reading holds. */
  readonly named: readonly NamedArticle[];
  /** The build does not have them, or the request leaves them out. */
  readonly absent: readonly string[];
  /** A number alone, where the build has several statutes. */
  readonly withoutStatute: readonly string[];
  /** Whether more are named than a reading holds. */
  readonly isCut: boolean;
}

const most = readingLimits.references;

/** What a query names, repealed articles too: whoever names one wants to see it. */
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

/** What a reading that is sent back names. */
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

/** The articles of named statutes that have but one: whoever names such a statute names its article. */
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

/** Those that the build has, of statutes that the request allows; each once. */
async function presentOf(
  reader: GraphReader,
  request: RetrieveRequest,
  articles: readonly NamedArticle[],
): Promise<readonly NamedArticle[]> {
  if (articles.length === 0) return [];
  const filter = { ...filterOf(request), includeRepealed: true };
  const nodes = await reader.nodes([...new Set(articles.map(({ id }) => id))]);
  const allowed = new Set(nodes.filter((node) => allows(filter, node)).map(({ id }) => id));
  return articles.filter(({ id }) => allowed.has(id));
}

/** In mode `hop` and `hop-paper`: what was put first, and what could not be. */
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

/** In the modes that take a query as it is. */
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
