import { articleId, type ArticleNode, paragraphId } from '@lexhop/graph-model';
import type { GraphReader, NodeFilter, StatuteRecord, StatuteStore } from '@lexhop/graph-store';
import { type ArticleReference, parseArticleReference } from '@lexhop/statutes';

export interface ArticleSearch {
  /** 著作權法第52條, 第五十二條, `J0070017:52`, a statute's title or id, or words. */
  readonly text: string;
  readonly limit: number;
  readonly filter: NodeFilter;
}

export interface ArticlesFound {
  /** `name`: the text names these articles or their statute, repealed ones too; `words`: they contain its words, best first. */
  readonly by: 'name' | 'words';
  readonly articles: readonly ArticleNode[];
}

/** What finding articles needs of the graph's statutes: their titles. */
export type StatuteTitleList = Pick<StatuteStore, 'list'>;

/** Statutes looked at whose titles contain a text; and for a number without a title, in order of id. */
const most = { titled: 200, untitled: 1_000 };
/** A statute of more articles begins with those that come first in order of id. */
const mostOfStatute = 2_000;

/** Articles of a build by what a person types into a search box: those it names, else those with its words. */
export async function findArticles(
  reader: GraphReader,
  statutes: StatuteTitleList,
  search: ArticleSearch,
): Promise<ArticlesFound> {
  const named = (await ofStatute(reader, statutes, search)) ?? (await ofReference(reader, statutes, search));
  if (named.length > 0) return { by: 'name', articles: named.slice(0, search.limit) };
  const { text, limit, filter } = search;
  const hits = await reader.searchText(text, limit, { ...filter, incomingQuestions: false });
  return { by: 'words', articles: await reader.nodes(hits.map(({ id }) => id)) };
}

/** The articles of the statute that the whole text names, in numeric order; undefined where it names none. */
async function ofStatute(
  reader: GraphReader,
  statutes: StatuteTitleList,
  { text, filter }: ArticleSearch,
): Promise<readonly ArticleNode[] | undefined> {
  const name = text.trim();
  if (name === '') return undefined;
  const titled = await statutes.list(reader.build.graph, { text: name, limit: most.titled });
  const meant = titled.filter(({ id, title }) => id === name || title === name).map(({ id }) => id);
  const wanted = meant.filter((id) => filter.statutes?.includes(id) ?? true);
  if (wanted.length === 0) return undefined;
  const nodes = await reader.listNodes({ limit: mostOfStatute }, { statutes: wanted, includeRepealed: true });
  return nodes.toSorted((one, other) => one.position - other.position);
}

async function ofReference(
  reader: GraphReader,
  statutes: StatuteTitleList,
  { text, filter }: ArticleSearch,
): Promise<readonly ArticleNode[]> {
  const reference = parseArticleReference(text);
  if (!reference) return [];
  const meant = await statutesOf(statutes, { graph: reader.build.graph, reference, among: filter.statutes });
  return reader.nodes(meant.flatMap((statute) => nodeIdsOf(statute, reference)));
}

/** The paragraph where one is named and is a node, and its article. */
function nodeIdsOf(statute: string, { number, paragraph }: ArticleReference): readonly string[] {
  const article = articleId(statute, number);
  return paragraph === undefined ? [article] : [paragraphId(statute, number, paragraph), article];
}

interface Meant {
  readonly graph: string;
  readonly reference: ArticleReference;
  readonly among: readonly string[] | undefined;
}

/** Ids of the statutes that a reference may mean: the one of this id, then by how little more a title has than what was typed. */
async function statutesOf(
  statutes: StatuteTitleList,
  { graph, reference: { statute }, among }: Meant,
): Promise<readonly string[]> {
  if (statute === undefined) {
    return among ?? (await statutes.list(graph, { limit: most.untitled })).map(({ id }) => id);
  }
  const distance = ({ id, title }: StatuteRecord) => (id === statute ? -1 : title.length - statute.length);
  return (await statutes.list(graph, { text: statute, limit: most.titled }))
    .toSorted((one, other) => distance(one) - distance(other))
    .map(({ id }) => id)
    .filter((id) => among?.includes(id) ?? true);
}
