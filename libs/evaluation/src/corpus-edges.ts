import { matchQuestions, questionEdge, type QuestionRows, questionSet, selectEdges } from '@lexhop/edge-matching';
import { statedEdgesOf } from '@lexhop/graph-build';
import {
  type ArticleNode,
  contentHashOf,
  type PseudoQuery,
  type QuestionEdge,
  type StatedEdge,
} from '@lexhop/graph-model';
import { definedTerms, parseArticleNumber, statuteId, statuteTitles } from '@lexhop/statutes';
import type { NearestSearch } from '@lexhop/vectors';
import type { CorpusArticle } from './files.js';

/** A corpus as nodes, in its order, ids as they are. */
export function articleNodesOf(corpus: readonly CorpusArticle[]): readonly ArticleNode[] {
  return corpus.map(nodeOf);
}

/** Whether a node's id says which article of which statute it is, as citations do. */
export function hasCanonicalId({ id, statuteId: statute, number }: ArticleNode): boolean {
  return id === `${statute}:${number}`;
}

function nodeOf({ id, law, article, chapter, text }: CorpusArticle, position: number): ArticleNode {
  const [pcode, number] = id.split(':');
  const language = languageOf(article);
  const node = {
    id,
    level: 'article' as const,
    statuteId: pcode && number ? pcode : statuteId({ title: law, language }),
    statuteTitle: law,
    number: number ?? parseArticleNumber(article) ?? article,
    headingPath: chapter
      .split('>')
      .map((heading) => heading.trim())
      .filter(Boolean),
    text,
    language,
    // Every line of a corpus is searched: whoever made it chose what is in it.
    repealed: false,
    abolished: false,
    position,
  };
  return { ...node, contentHash: contentHashOf(node) };
}

/** The word for an article differs by script. */
function languageOf(label: string): ArticleNode['language'] {
  if (label.includes('條')) return 'zh-Hant';
  return label.includes('条') ? 'zh-Hans' : 'en';
}

/** Questions of one direction and their vectors, row by row. */
export interface EmbeddedQuestions {
  readonly questions: readonly PseudoQuery[];
  readonly vectors: Float32Array;
}

/** Question edges as a build makes them: each outgoing question to its best incoming one, no minimum score, cap n·ln n. */
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

/** The edges that the words state among articles whose ids say which articles they are; a corpus with other ids has none. */
export async function drawStatedEdges(nodes: readonly ArticleNode[]): Promise<readonly StatedEdge[]> {
  const canonical = nodes.filter(hasCanonicalId);
  const titles = statuteTitles(
    canonical.map(({ statuteId, statuteTitle }) => ({ id: statuteId, title: statuteTitle })),
  );
  const names = { nodeIds: new Set(canonical.map(({ id }) => id)), titles };
  return statedEdgesOf(canonical, names, async (statute) =>
    definedTerms(canonical.filter((node) => node.statuteId === statute)),
  );
}
