import { articleId, type ArticleNode, type GraphReader, type NodeFilter, paragraphId } from '@lexhop/graph-model';
import { namesNothingElse, type QueryReference, referencesIn, type StatuteNames } from '@lexhop/query-understanding';
import { parseArticleReference } from '@lexhop/statutes';
import { catalogueOf, statuteIdsOf } from './statute-catalogue.js';

export interface ArticleSearch {
  /** 民法第184條, 消保法19, 第五十二條, `J0070017:52`, a statute's title, short name or id, or words. */
  readonly text: string;
  readonly limit: number;
  readonly filter: NodeFilter;
}

interface ArticlesFound {
  /** `name`: the text names these articles or their statute, repealed ones too; `words`: they contain its words, best first. */
  readonly by: 'name' | 'words';
  readonly articles: readonly ArticleNode[];
}

/** An id, as J0070017:52, which is no name. */
const isId = /^[^\s:]+:[\d-]/;
/** Of a statute with more articles only so many are given, the first in order of id. */
const mostOfStatute = 2_000;
/** Where no statute is named, an article's number is looked up in so many statutes, the first in order of id. */
const mostUnnamed = 1_000;

/** Articles of a build by what a person types into a search box: those it names, else those with its words. */
export async function findArticles(reader: GraphReader, search: ArticleSearch): Promise<ArticlesFound> {
  const named = await articlesNamed(reader, search);
  if (named.length > 0) return { by: 'name', articles: named.slice(0, search.limit) };
  const { text, limit, filter } = search;
  const hits = await reader.searchText(text, limit, { ...filter, incomingQuestions: false });
  return { by: 'words', articles: await reader.nodes(hits.map(({ id }) => id)) };
}

/** The articles that a text names, or those of the statute that it names, in numeric order; none where it names neither. */
export async function articlesNamed(
  reader: GraphReader,
  { text, filter }: Pick<ArticleSearch, 'text' | 'filter'>,
): Promise<readonly ArticleNode[]> {
  const { names } = await catalogueOf(reader);
  const statute = names.idOf(text);
  if (statute !== undefined && allowed([statute], filter).length > 0) return ofStatute(reader, statute);
  const ids = referencesOf(text, names).flatMap((reference) =>
    allowed(statutesOf(reference, names, filter), filter).flatMap((id) => nodeIdsOf(id, reference)),
  );
  return reader.nodes([...new Set(ids)]);
}

/**
 * The article that a text names, the first where it names several; undefined where it names none of the build's. Throws an
 * UnknownStatutesError, with the nearest names, where it is said to be of a statute that the build lacks.
 */
export async function articleMeant(reader: GraphReader, text: string): Promise<ArticleNode | undefined> {
  const [named] = await articlesNamed(reader, { text, filter: { includeRepealed: true } });
  if (named || isId.test(text)) return named;
  const { names } = await catalogueOf(reader);
  const titles = referencesOf(text, names).flatMap(({ unknownTitle }) => unknownTitle ?? []);
  const lacking = titles.filter((title) => names.containing(title).length === 0);
  if (lacking.length > 0) await statuteIdsOf(reader, lacking);
  return undefined;
}

async function ofStatute(reader: GraphReader, statute: string): Promise<readonly ArticleNode[]> {
  const nodes = await reader.listNodes({ limit: mostOfStatute }, { statutes: [statute], includeRepealed: true });
  return nodes.toSorted((one, other) => one.position - other.position);
}

/** With `unknownTitle`, what stands before the number is at most a part of a title: 著作權 52. */
type Reference = Pick<QueryReference, 'number' | 'paragraph' | 'statuteId' | 'unknownTitle'>;

/** As a query's references are read; and a number at the end, alone or behind a part of a title. */
function referencesOf(text: string, names: StatuteNames): readonly Reference[] {
  const found = referencesIn(text, names);
  if (namesNothingElse(found)) return found.references;
  const parsed = parseArticleReference(text);
  if (!parsed) return [];
  const { statute, ...reference } = parsed;
  if (statute === undefined) return [reference];
  const statuteId = names.idOf(statute);
  return [{ ...reference, ...(statuteId === undefined ? { unknownTitle: statute } : { statuteId }) }];
}

/** The statutes that a reference may mean: the one that it names; those whose titles go least beyond what was typed; else all. */
function statutesOf(
  { statuteId, unknownTitle }: Reference,
  names: StatuteNames,
  { statutes: among }: NodeFilter,
): readonly string[] {
  if (statuteId !== undefined) return [statuteId];
  if (unknownTitle === undefined) return among ?? names.statutes.slice(0, mostUnnamed).map(({ id }) => id);
  return names.containing(unknownTitle).map(({ id }) => id);
}

function allowed(ids: readonly string[], { statutes: among }: NodeFilter): readonly string[] {
  return among === undefined ? ids : ids.filter((id) => among.includes(id));
}

/** Ids of the nodes that a reference may mean: its paragraph, where it names one, then its article. */
function nodeIdsOf(statute: string, { number, paragraph }: Reference): readonly string[] {
  const article = articleId(statute, number);
  return paragraph === undefined ? [article] : [paragraphId(statute, number, paragraph), article];
}
