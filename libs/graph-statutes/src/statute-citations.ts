import type { ReadNode } from '@lexhop/edge-matching';
import { namedObject, slicesOf } from '@lexhop/foundation';
import { articleId, type ArticleNode } from '@lexhop/graph-model';
import type { StatuteStore, StatuteWithNodes } from '@lexhop/graph-store';
import { type Citation, type StatuteTitle, statuteTitles, titlesNear } from '@lexhop/citations';
import { z } from 'zod';
import { findStatute, statutePages } from './find-statute.js';
import { readNodes } from './read-nodes.js';

const count = z.number().int().nonnegative();

/** A target of a citation, and what of it the graph has. */
const citedTargetSchema = namedObject('CitedTarget', {
  id: z.string().describe('`B0000001` (a whole statute), `J0070017:87-1`, `J0070017:87-1#2`.'),
  found: z
    .string()
    .optional()
    .describe(
      'The most specific part of the target that the graph has: the paragraph’s node, else the article’s, else the id of the statute where the citation names only that.',
    ),
  statuteTitle: z.string().optional().describe('Absent where the graph does not have the statute.'),
});

/** A citation in an article's text, with its targets looked up in the graph. */
const articleCitationSchema = z.object({
  kind: z
    .enum(['absolute', 'range', 'relative', 'statute', 'annex'])
    .describe('An annex (附表一) is in no file of articles, so it has no targets.'),
  mutatisMutandis: z.boolean().describe('Said with 準用.'),
  start: count.describe('Where it begins in the article’s text, in UTF-16 units.'),
  end: count.describe('Where it ends, exclusive.'),
  text: z.string(),
  targets: z.array(citedTargetSchema).readonly(),
  leftOut: count
    .optional()
    .describe('How many targets were left out, where the text stands for far more of them than it is long.'),
});

/** An article of a statute with the citations in its text. */
export const articleCitationsSchema = namedObject('ArticleCitations', {
  article: z.string().describe('The article’s id.'),
  citations: z.array(articleCitationSchema).readonly(),
});
export type ArticleCitations = Readonly<z.infer<typeof articleCitationsSchema>>;

/** Which articles of a statute to read. */
interface StatutePart {
  /** Only these, by id; all when absent. */
  readonly articles?: readonly string[];
  /** Begins after this article's id; begins with the first article where the statute does not have it. */
  readonly after?: string;
  readonly limit: number;
}

const idsPerQuestion = 5_000;

/**
 * The citations in some articles of an uploaded statute, in numeric order of the articles, looked up among the graph's statutes.
 * Undefined where the graph does not have the statute.
 */
export async function statuteCitations(
  statutes: StatuteStore,
  { graph, statute }: { readonly graph: string; readonly statute: string },
  part: StatutePart,
): Promise<readonly ArticleCitations[] | undefined> {
  const stored = await findStatute(statutes, graph, statute);
  if (!stored) return undefined;
  const named = await titlesFor(statutes, graph, stored);
  const titles = statuteTitles(named);
  const { statute: record, nodes: articles } = stored;
  const read = await readNodes({ ...record, articles }, { titles, named }, articlesOf(articles, part));
  const found = await foundOf(statutes, graph, read);
  const targetOf = ({ id, statuteId, article }: Citation['targets'][number]) => {
    const title = titles.titleOf(statuteId);
    const whole = title === undefined ? undefined : statuteId;
    const finest = article === undefined ? whole : [id, articleId(statuteId, article)].find((one) => found.has(one));
    return { id, ...(finest && { found: finest }), ...(title !== undefined && { statuteTitle: title }) };
  };
  return read.map(({ node, citations }) => ({
    article: node.id,
    citations: citations.map(({ kind, mutatisMutandis, span, targets, leftOut }) => ({
      kind,
      mutatisMutandis,
      ...span,
      text: node.text.slice(span.start, span.end),
      targets: targets.map(targetOf),
      ...(leftOut !== undefined && { leftOut }),
    })),
  }));
}

function articlesOf(
  articles: readonly ArticleNode[],
  { articles: wanted, after, limit }: StatutePart,
): readonly ArticleNode[] {
  const following = articles.slice(articles.findIndex(({ id }) => id === after) + 1);
  return following.filter(({ id }) => wanted?.includes(id) ?? true).slice(0, limit);
}

/** The statute's own title and those that it may name, of all statutes of the graph. */
async function titlesFor(
  statutes: StatuteStore,
  graph: string,
  { statute, nodes }: StatuteWithNodes,
): Promise<readonly StatuteTitle[]> {
  const isNear = titlesNear([statute.title, ...nodes.map(({ text }) => text)]);
  const titles: StatuteTitle[] = [statute];
  for await (const page of statutePages(statutes, graph)) titles.push(...page.filter(isNear));
  return titles;
}

/** Of all cited ids, those of nodes that the graph has. */
async function foundOf(
  statutes: StatuteStore,
  graph: string,
  read: readonly Pick<ReadNode, 'citations'>[],
): Promise<ReadonlySet<string>> {
  const targets = read.flatMap(({ citations }) => citations.flatMap((citation) => citation.targets));
  const ids = targets.flatMap(({ id, statuteId, article }) =>
    article === undefined ? [] : [id, articleId(statuteId, article)],
  );
  const found = new Set<string>();
  for (const asked of slicesOf([...new Set(ids)], idsPerQuestion))
    for (const id of await statutes.existing(graph, asked)) found.add(id);
  return found;
}
