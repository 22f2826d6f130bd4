import { crc32 } from 'node:zlib';
import {
  articleId,
  type ArticleNode,
  type Build,
  type BuildCounts,
  contentHashOf,
  type Edge,
  edgeCounts,
  edgeId,
  type PseudoQuery,
  pseudoQueryId,
  type StatedEdge,
  type StatedKind,
} from '@lexhop/graph-model';
import { aBuild } from '@lexhop/graph-model/testing';
import { isSharedMemory } from '@lexhop/vectors';
import { type GraphIndex, GraphIndexBuilder } from '../memory-index/graph-index.js';

export { aBuild, aSpace } from '@lexhop/graph-model/testing';

/** A whole build as plain lists, for tests: what a reader is made to answer from. */
export interface GraphFixture {
  readonly build: Build;
  readonly nodes: readonly ArticleNode[];
  /** Incoming ones. */
  readonly questions: readonly PseudoQuery[];
  readonly edges: readonly Edge[];
  /** By node id or incoming question's id; unit vectors. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
}

interface Counted {
  readonly nodes: { readonly length: number };
  readonly questions?: readonly PseudoQuery[];
  readonly edges?: readonly Edge[];
}

/** What a build counts that has so many live articles, questions and edges. */
export function countsOf({ nodes, questions = [], edges = [] }: Counted): BuildCounts {
  return {
    nodes: { article: nodes.length, paragraph: 0, repealed: 0 },
    questions: { incoming: questions.length, outgoing: 0 },
    edges: edgeCounts((kind) => edges.filter((edge) => edge.kind === kind).length),
    isolated: 0,
    undrafted: 0,
    degreeHistogram: [],
    scoreHistogram: [],
  };
}

export function anArticle(overrides: Partial<ArticleNode> = {}): ArticleNode {
  const { statuteId = 'T1', number = '1' } = overrides;
  const node = {
    id: articleId(statuteId, number),
    level: 'article' as const,
    statuteId,
    statuteTitle: `Statute ${statuteId}`,
    number,
    headingPath: [],
    text: '',
    language: 'en' as const,
    repealed: false,
    abolished: false,
    position: 0,
    ...overrides,
  };
  return { ...node, contentHash: contentHashOf(node) };
}

export function anIncomingQuestion(nodeId: string, text: string): PseudoQuery {
  const id = pseudoQueryId(nodeId, 'incoming', text);
  return { id, nodeId, direction: 'incoming', text, keywords: [], draftedBy: 'test' };
}

export function aQuestionEdge(source: string, answer: PseudoQuery, outgoing = 'what then?'): Edge {
  return {
    id: edgeId('question', source, answer.nodeId, answer.id),
    kind: 'question',
    source,
    target: answer.nodeId,
    outgoingQuestion: pseudoQueryId(source, 'outgoing', outgoing),
    incomingQuestion: answer.id,
    text: answer.text,
    keywords: [],
    score: 0.5,
  };
}

export function aCitationEdge(source: string, target: string): StatedEdge {
  return { id: edgeId('citation', source, target), kind: 'citation', source, target, text: '依前條' };
}

/** What one article says of another beside citing it; of `defines` with a weight. */
export function aStatedEdge(kind: StatedKind, source: string, target: string, weight = 0.5): StatedEdge {
  const said = { id: edgeId(kind, source, target), source, target, text: '著作' };
  return kind === 'defines' ? { ...said, kind, weight } : { ...said, kind };
}

/** The unit vector at an angle, in the plane. */
export function at(degrees: number): Float32Array {
  const radians = (degrees * Math.PI) / 180;
  return Float32Array.of(Math.cos(radians), Math.sin(radians));
}

/** A ring of articles, each with a question that the one before it raises. */
export function aRing(size: number, build: Partial<Build> = {}): GraphFixture {
  const nodes = Array.from({ length: size }, (_, i) =>
    anArticle({ number: String(i), text: `第 ${i} 條之內容，共 ${size} 條。` }),
  );
  const questions = nodes.map(({ id, number }) => anIncomingQuestion(id, `${number} 是什麼？`));
  const edges = questions.map((question, i) => aQuestionEdge(nodes[(i + 1) % size]?.id ?? '', question));
  const owners = [...nodes, ...questions].map(({ id }, i) => [id, at(i)] as const);
  return aGraph({ build: aBuild(build), nodes, questions, edges, vectors: new Map(owners) });
}

/** Fills in what a fixture leaves out, in order of id as stores give it. */
export function aGraph(parts: Partial<GraphFixture>): GraphFixture {
  return {
    build: parts.build ?? aBuild(),
    nodes: byId(parts.nodes ?? []),
    questions: byId(parts.questions ?? []),
    edges: byId(parts.edges ?? []),
    vectors: parts.vectors ?? new Map(),
  };
}

export function indexOf({ build, nodes, questions, edges, vectors }: GraphFixture): GraphIndex {
  const builder = new GraphIndexBuilder(build);
  builder.addNodes(nodes);
  builder.addQuestions(questions);
  builder.addEdges(edges);
  builder.addVectors('nodes', vectorPage(nodes, vectors));
  builder.addVectors('incoming', vectorPage(questions, vectors));
  return builder.finish();
}

function vectorPage(owners: readonly { readonly id: string }[], vectors: ReadonlyMap<string, Float32Array>) {
  const found = owners.flatMap(({ id }) =>
    vectors.has(id) ? [{ id, vector: vectors.get(id) ?? new Float32Array() }] : [],
  );
  return { ids: found.map(({ id }) => id), vectors: Float32Array.from(found.flatMap(({ vector }) => [...vector])) };
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** An index with each of its arrays and memories as a checksum: two of them are compared in a moment, byte for byte. */
export function summaryOf(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${value.byteLength}: ${crc32(bytesOf(value))}`;
  if (isSharedMemory(value)) return `memory of ${value.buffer.byteLength}: ${crc32(new Uint8Array(value.buffer))}`;
  if (Array.isArray(value)) return value.map(summaryOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, summaryOf(part)]));
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
