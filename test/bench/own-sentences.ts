import type { ArticleNode } from '@lexhop/graph-model';

const longestSentence = 50;

/** What is asked of a sentence: two questions that its article answers, four that it raises. */
const incoming = ['，是依何規定？', '，有何效果？'];
const outgoing = ['，由何機關主管？', '，期間多久？', '，違反者如何處罰？', '，有何例外？'];

interface OwnQuestions {
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
}

/** Six questions of an article, made of its own sentences, in turn; none of a repealed one. */
export function ownQuestions({ text, repealed }: ArticleNode): OwnQuestions | undefined {
  const sentences = text.split(/[。；：\n]+/u).flatMap((sentence) => sentence.trim().slice(0, longestSentence) || []);
  if (repealed || sentences.length === 0) return undefined;
  const ask = (endings: readonly string[], first: number) =>
    endings.map((ending, place) => `${sentences[(first + place) % sentences.length]}${ending}`);
  return { incoming: ask(incoming, 0), outgoing: ask(outgoing, incoming.length) };
}

/** A question bank with the questions of all articles. */
export async function* bankOfOwnSentences(nodes: readonly ArticleNode[]): AsyncIterable<Uint8Array> {
  for (const node of nodes) {
    const questions = ownQuestions(node);
    if (questions) yield Buffer.from(`${JSON.stringify({ article: node.id, ...questions })}\n`);
  }
}
