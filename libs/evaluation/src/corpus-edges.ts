import { matchQuestions, questionEdge, type QuestionRows, questionSet, selectEdges } from '@lexhop/edge-matching';
import { statedEdgesOf } from '@lexhop/graph-build';
import {
  type ArticleNode,
  contentHashOf,
  edgeId,
  type PseudoQuery,
  type QuestionEdge,
  type StatedEdge,
} from '@lexhop/graph-model';
import { referencesIn, statuteNames } from '@lexhop/query-understanding';
import { definedTerms, statuteTitles } from '@lexhop/citations';
import { languageOf, parseArticleNumber, statuteId } from '@lexhop/statutes';
import type { NearestSearch } from '@lexhop/vectors';
import type { CorpusArticle, CorpusPassage } from './files.js';

/** A corpus as nodes, in its order, ids as they are. */
export function articleNodesOf(corpus: readonly (CorpusArticle | CorpusPassage)[]): readonly ArticleNode[] {
  return corpus.map((line, position) => ('law' in line ? nodeOfArticle(line, position) : nodeOfPassage(line)));
}

/** Whether a node's id says which article of which statute it is, as citations do. */
function hasCanonicalId({ id, statuteId: statute, number }: ArticleNode): boolean {
  return id === `${statute}:${number}`;
}

/** A passage is the only article of a statute of its title. */
function nodeOfPassage({ id, title, text }: CorpusPassage): ArticleNode {
  return withHash({
    ...nodeBase,
    id,
    statuteId: id,
    statuteTitle: title,
    number: '1',
    headingPath: [],
    text,
    position: 0,
    language: languageOf(text),
  });
}

function nodeOfArticle({ id, law, article, chapter, text }: CorpusArticle, position: number): ArticleNode {
  const [pcode, number] = id.split(':');
  const language = languageOfLabel(article);
  return withHash({
    ...nodeBase,
    id,
    statuteId: pcode && number ? pcode : statuteId({ title: law, language }),
    statuteTitle: law,
    number: number ?? parseArticleNumber(article) ?? article,
    headingPath: chapter
      .split('>')
      .map((heading) => heading.trim())
      .filter(Boolean),
    text,
    language,
    position,
  });
}

/** Every line of a corpus can be found: who made the corpus chose what is in it. */
const nodeBase = { level: 'article', repealed: false, abolished: false } as const;

function withHash(node: Omit<ArticleNode, 'contentHash'>): ArticleNode {
  return { ...node, contentHash: contentHashOf(node) };
}

/** The word for an article differs by script. */
function languageOfLabel(label: string): ArticleNode['language'] {
  if (label.includes('條')) return 'zh-Hant';
  return label.includes('条') ? 'zh-Hans' : 'en';
}

/** Questions of one direction and their vectors, row by row. */
export interface EmbeddedQuestions {
  readonly questions: readonly PseudoQuery[];
  readonly vectors: Float32Array;
}

/** Question edges as a build makes them: each outgoing question with its best incoming one, without a minimum score, up to n·ln n edges. */
export async function drawQuestionEdges(
  search: NearestSearch,
  { outgoing, incoming }: { readonly outgoing: EmbeddedQuestions; readonly incoming: EmbeddedQuestions },
  { nodeCount, dimensions }: { readonly nodeCount: number; readonly dimensions: number },
): Promise<readonly QuestionEdge[]> {
  const setOf = (rows: QuestionRows) => questionSet(rows, dimensions);
  const matches = await matchQuestions(search, { outgoing: setOf(outgoing), incoming: setOf(incoming) });
  const { kept } = selectEdges(matches, { minimumScore: 0, capFactor: 1 }, nodeCount);
  const byId = new Map([...outgoing.questions, ...incoming.questions].map((question) => [question.id, question]));
  return kept.map((match) => {
    const [raised, answered] = [byId.get(match.outgoing), byId.get(match.incoming)];
    const keywords = [...new Set([...(raised?.keywords ?? []), ...(answered?.keywords ?? [])])].toSorted();
    return { ...questionEdge(match), text: answered?.text ?? '', keywords };
  });
}

/**
 * Stated edges between articles whose ids name statute and number, and edges between passages that mention each other's titles. A corpus of
 * articles with other ids has neither.
 */
export async function drawStatedEdges(nodes: readonly ArticleNode[]): Promise<readonly StatedEdge[]> {
  return [...(await statedByArticles(nodes.filter(hasCanonicalId))), ...titleMentions(nodes.filter(isPassage))];
}

function isPassage({ id, statuteId: statute }: ArticleNode): boolean {
  return id === statute;
}

/** An edge from each passage to every passage whose title its text contains. Titles are found like names in a query. Each pair comes once, with the words of the first mention. */
function titleMentions(nodes: readonly ArticleNode[]): readonly StatedEdge[] {
  const names = statuteNames(
    nodes.map(({ id, statuteTitle: title }) => ({ id, title })),
    'zh-Hant',
  );
  return nodes.flatMap(({ id: source, text }) =>
    referencesIn(text, names)
      .statutes.filter(({ statuteId: target }) => target !== source)
      .map(({ statuteId: target, words }) => {
        return { id: edgeId('citation', source, target), kind: 'citation' as const, source, target, text: words };
      }),
  );
}

async function statedByArticles(canonical: readonly ArticleNode[]): Promise<readonly StatedEdge[]> {
  const named = canonical.map(({ statuteId, statuteTitle }) => ({ id: statuteId, title: statuteTitle }));
  const names = { nodeIds: new Set(canonical.map(({ id }) => id)), named, titles: statuteTitles(named) };
  return statedEdgesOf(canonical, names, async (statute) =>
    definedTerms(canonical.filter((node) => node.statuteId === statute)),
  );
}
