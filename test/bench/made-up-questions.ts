import type { QuestionRows } from '@lexhop/edge-matching';
import { normaliseRows } from '@lexhop/vectors';
import { randomNumbers } from './random-numbers.js';

const vocabularySize = 30_000;
/** The r-th commonest word is as common as 1 / (r + this). */
const zipfOffset = 11;

/** What made-up questions look like. */
export interface MadeUpQuestions {
  readonly direction: 'in' | 'out';
  readonly nodes: number;
  readonly perNode: number;
  readonly dimensions: number;
}

/**
 * Questions as a graph has them: ids in order, unit vectors that share a direction by topic, and 4 to 12 keywords each with
 * the frequencies of a real question bank of 2,710 articles (8 a question; the commonest in one of eleven). The same in every run.
 */
export function madeUpQuestions({ direction, nodes, perNode, dimensions }: MadeUpQuestions): QuestionRows {
  const random = randomNumbers(direction === 'in' ? 1 : 2);
  const nextKeyword = zipf(random);
  const questions = Array.from({ length: nodes * perNode }, (_, at) => {
    const nodeId = `J${String(Math.floor(at / perNode)).padStart(7, '0')}:1`;
    const count = 4 + Math.floor(random() * 9);
    const keywords = new Set(Array.from({ length: count }, () => `k${nextKeyword()}`));
    return { id: `${nodeId}?${direction}-${at % perNode}`, nodeId, keywords: [...keywords].toSorted() };
  });
  return { questions, vectors: topicalVectors(questions.length, dimensions, random) };
}

function topicalVectors(count: number, dimensions: number, random: () => number): Float32Array {
  const topics = 200;
  const topicRandom = randomNumbers(3);
  const centres = Float32Array.from({ length: topics * dimensions }, () => topicRandom() - 0.5);
  const vectors = new Float32Array(count * dimensions);
  for (let row = 0; row < count; row += 1) {
    const centre = Math.floor(random() * topics) * dimensions;
    for (let at = 0; at < dimensions; at += 1) {
      vectors[row * dimensions + at] = (centres[centre + at] ?? 0) + random() - 0.5;
    }
  }
  return normaliseRows(vectors, dimensions);
}

/** Draws ranks from 0, by the law of Zipf and Mandelbrot. */
function zipf(random: () => number): () => number {
  const sums = new Float64Array(vocabularySize);
  let total = 0;
  for (let rank = 0; rank < vocabularySize; rank += 1) sums[rank] = total += 1 / (rank + zipfOffset);
  return () => {
    const drawn = random() * total;
    let low = 0;
    let high = vocabularySize - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? 0) < drawn) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
