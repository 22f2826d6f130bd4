import {
  type ArticleNode,
  type BuildRun,
  type Direction,
  type EmbeddingSpace,
  type PseudoQuery,
  pseudoQueryId,
} from '@lexhop/graph-model';
import type { GraphStores, StatuteWithNodes } from '@lexhop/graph-store';
import { aCitationEdge, anArticle } from '@lexhop/retrieval/testing';
import { randomNumbers } from './random-numbers.js';

const articlesPerStatute = 100;
const statutesPerCall = 10;
const nodesPerBatch = 200;
const textsPerBatch = 500;
const edgesPerBatch = 1_000;

/** A statute of 100 articles of about 160 characters, the length of the common ones; `edition` changes the first article's text. */
export function madeUpStatute(place: number, edition = 0, articles = articlesPerStatute): StatuteWithNodes {
  const id = `M${String(place).padStart(7, '0')}`;
  const title = `第${place}號法`;
  const nodes = Array.from({ length: articles }, (_, at) => madeUpNode(id, title, at, at === 0 ? edition : 0));
  const statute = { id, title, level: 'law', language: 'zh-Hant', abolished: false } as const;
  return { statute: { ...statute, sourceFile: 'made-up', articleCount: articles }, nodes };
}

function madeUpNode(statuteId: string, statuteTitle: string, at: number, edition: number): ArticleNode {
  const number = String(at + 1);
  const sentence = `${statuteTitle}第${number}條之規定，主管機關應於三十日內為必要之處分並通知當事人。`;
  const text = sentence.repeat(5) + (edition > 0 ? `第${edition}次修正。` : '');
  const headingPath = ['第 一 章 總則', '第 二 節 通則'];
  return anArticle({ statuteId, statuteTitle, number, headingPath, text, language: 'zh-Hant', position: at });
}

export async function putStatutes(stores: GraphStores, graph: string, statutes: number): Promise<void> {
  for (let from = 0; from < statutes; from += statutesPerCall) {
    const length = Math.min(statutesPerCall, statutes - from);
    await stores.statutes.put(
      graph,
      Array.from({ length }, (_, at) => madeUpStatute(from + at)),
    );
  }
}

/** Drafts what is missing: two incoming and four outgoing questions a node; says how many nodes. */
export async function draftAll(stores: GraphStores, run: BuildRun): Promise<number> {
  for (let after = '', drafted = 0; ;) {
    const missing = await stores.draft.undrafted(run, { after, limit: nodesPerBatch, fallbackKey: 'bench' });
    const last = missing.at(-1);
    if (!last) return drafted;
    const drafts = missing.map(({ node, draftingKey }) => {
      return { nodeId: node.id, contentHash: node.contentHash, draftingKey, questions: questionsOf(node.id) };
    });
    await stores.draft.saveDrafts(run, drafts);
    after = last.node.id;
    drafted += missing.length;
  }
}

function questionsOf(nodeId: string): PseudoQuery[] {
  const directions: Direction[] = ['incoming', 'incoming', 'outgoing', 'outgoing', 'outgoing', 'outgoing'];
  return directions.map((direction, at) => {
    const text = `${nodeId} 的主管機關應於幾日內通知當事人，第 ${at} 問？`;
    const keywords = ['主管機關', '當事人', '處分', '通知', `問${at}`];
    return { id: pseudoQueryId(nodeId, direction, text), nodeId, direction, text, keywords, draftedBy: 'bench' };
  });
}

/** Gives everything that has no vector one; says how many. */
export async function embedAll(stores: GraphStores, run: BuildRun, { dimensions }: EmbeddingSpace): Promise<number> {
  for (let after = '', embedded = 0; ;) {
    const missing = await stores.draft.unembedded(run, { after, limit: textsPerBatch });
    const last = missing.at(-1);
    if (!last) {
      // As a build does at the end of its step: is anything missing still?
      await stores.draft.unembedded(run, { limit: 1 });
      return embedded;
    }
    const links = missing.map(({ owner }) => ({ owner, hash: owner }));
    const rows = {
      hashes: missing.map(({ owner }) => owner),
      vectors: madeUpVectors(missing.length, dimensions, embedded),
    };
    await stores.draft.saveVectors(run, links, rows);
    after = last.owner;
    embedded += missing.length;
  }
}

/** So many numbers are drawn; each vector is a window of them. */
const drawn = 4_000_037;
let windows: Float32Array | undefined;

/** Vectors of about unit length and no meaning, `first` the number of the first one; the same in every run, and no two alike. */
export function madeUpVectors(rows: number, dimensions: number, first: number): Float32Array {
  const random = randomNumbers(11);
  windows ??= Float32Array.from({ length: drawn }, () => random() - 0.5);
  const vectors = new Float32Array(rows * dimensions);
  const scale = Math.sqrt(12 / dimensions);
  for (let row = 0; row < rows; row += 1) {
    const start = ((first + row) * 7_919) % (drawn - dimensions);
    const window = windows.subarray(start, start + dimensions);
    vectors.set(
      window.map((value) => value * scale),
      row * dimensions,
    );
  }
  return vectors;
}

/** Draws `perNode` citation edges from every article to the ones after it; says how many. */
export async function drawEdges(stores: GraphStores, run: BuildRun, perNode: number): Promise<number> {
  const ranges = await stores.edges.ranges(run, 'nodes', edgesPerBatch / perNode);
  let drawn = 0;
  for (const [place, { from, to, count }] of ranges.entries()) {
    const nodes = await stores.edges.nodes(run, { from, to });
    const edges = nodes.flatMap(({ id }, at) =>
      Array.from({ length: perNode }, (_, step) => aCitationEdge(id, nodes[(at + step + 1) % nodes.length]?.id ?? id)),
    );
    const scope = { from, to, kinds: ['citation' as const] };
    await stores.edges.saveEdges(run, { name: `bench~${place}`, done: count }, scope, edges);
    drawn += edges.length;
  }
  return drawn;
}
