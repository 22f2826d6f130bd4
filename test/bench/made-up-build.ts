import {
  type ArticleNode,
  type Build,
  contentHashOf,
  type Edge,
  edgeId,
  type PseudoQuery,
  pseudoQueryId,
} from '@lexhop/graph-model';
import { GraphContents, type VectorPage } from '@lexhop/graph-store';
import { normaliseRows } from '@lexhop/vectors';
import { randomNumbers } from './random-numbers.js';

const rowsPerPage = 500;
const questionsPerArticle = 2;
const edgesPerArticle = 4;
/** As many different characters as the everyday statutes have. */
const vocabulary = 1_800;
const firstCharacter = 0x4e00;

/**
 * A whole build of made-up articles: about 110 characters each, two incoming questions, four question edges and a citation,
 * 1,024 dimensions; characters as common as in a language, rank by rank. The same in every run.
 */
export class MadeUpBuild extends GraphContents {
  readonly #nodes: readonly ArticleNode[];
  readonly #questions: readonly PseudoQuery[];
  readonly #edges: readonly Edge[];
  readonly #vectors: Readonly<Record<'nodes' | 'questions', Float32Array>>;
  readonly #random = randomNumbers(7);

  constructor(
    readonly build: Build,
    articles: number,
  ) {
    super();
    this.#nodes = Array.from({ length: articles }, (_, place) => this.#article(place));
    this.#questions = this.#nodes.flatMap(({ id }) =>
      Array.from({ length: questionsPerArticle }, () => this.#question(id)).toSorted(byId),
    );
    const edges = this.#nodes.flatMap((node, place) => this.#edgesFrom(node.id, place));
    this.#edges = [...new Map(edges.map((edge) => [edge.id, edge])).values()].toSorted(byId);
    this.#vectors = { nodes: this.vectorsOf(articles), questions: this.vectorsOf(this.#questions.length) };
  }

  override nodes() {
    return pagesOf(this.#nodes);
  }

  override questions() {
    return pagesOf(this.#questions);
  }

  override edges() {
    return pagesOf(this.#edges);
  }

  override overview(): never {
    throw new Error('Nobody looks at this build from afar.');
  }

  override async *vectors(_: unknown, of: 'nodes' | 'incoming' | 'outgoing'): AsyncIterable<VectorPage> {
    const rows = of === 'nodes' ? this.#nodes : this.#questions;
    const vectors = of === 'nodes' ? this.#vectors.nodes : this.#vectors.questions;
    const dimensions = vectors.length / rows.length;
    for (let from = 0; from < rows.length; from += rowsPerPage) {
      const ids = rows.slice(from, from + rowsPerPage).map(({ id }) => id);
      yield { ids, vectors: vectors.subarray(from * dimensions, (from + ids.length) * dimensions) };
    }
  }

  /** Unit vectors of no meaning. */
  vectorsOf(rows: number): Float32Array {
    const dimensions = this.build.space?.dimensions ?? 0;
    return normaliseRows(
      Float32Array.from({ length: rows * dimensions }, () => this.#random() - 0.5),
      dimensions,
    );
  }

  /** A text of so many characters. */
  textOf(length: number): string {
    const rank = () => Math.floor(vocabulary ** this.#random()) - 1;
    return String.fromCharCode(...Array.from({ length }, () => firstCharacter + rank()));
  }

  #article(place: number): ArticleNode {
    const number = String(place + 1).padStart(7, '0');
    const node = {
      id: `M0000001:${number}`,
      level: 'article' as const,
      statuteId: 'M0000001',
      statuteTitle: '編造法',
      number,
      headingPath: ['第 一 章 總則'],
      text: `${this.textOf(50)}，${this.textOf(60)}。`,
      language: 'zh-Hant' as const,
      repealed: false,
      abolished: false,
      position: place,
    };
    return { ...node, contentHash: contentHashOf(node) };
  }

  #question(nodeId: string): PseudoQuery {
    const text = `${this.textOf(20)}？`;
    const id = pseudoQueryId(nodeId, 'incoming', text);
    return { id, nodeId, direction: 'incoming', text, keywords: [], draftedBy: 'bench' };
  }

  #edgesFrom(source: string, place: number): readonly Edge[] {
    const raised = Array.from({ length: edgesPerArticle }, () => this.#any(this.#questions));
    const cited = this.#nodes[(place + 1) % this.#nodes.length]?.id ?? source;
    return [
      ...raised.flatMap((question) => (question ? [questionEdge(source, question)] : [])),
      citationEdge(source, cited),
    ];
  }

  #any<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.#random() * items.length)];
  }
}

function questionEdge(source: string, { id, nodeId: target, text }: PseudoQuery): Edge {
  const keywords = ['主管機關', '當事人', '處分', '通知', '期間', '聲請'];
  const outgoingQuestion = pseudoQueryId(source, 'outgoing', text);
  const edge = { kind: 'question' as const, source, target, outgoingQuestion, incomingQuestion: id, text, keywords };
  return { ...edge, id: edgeId('question', source, target, id), score: 0.5 };
}

function citationEdge(source: string, target: string): Edge {
  return {
    id: edgeId('citation', source, target),
    kind: 'citation',
    source,
    target,
    text: '次條',
  };
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}

async function* pagesOf<Row>(rows: readonly Row[]): AsyncIterable<readonly Row[]> {
  for (let from = 0; from < rows.length; from += rowsPerPage) yield rows.slice(from, from + rowsPerPage);
}
