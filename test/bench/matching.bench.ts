import { availableParallelism } from 'node:os';
import { matchQuestions, type QuestionRows, questionSet } from '@lexhop/edge-matching';
import { naiveMatches } from '@lexhop/edge-matching/testing';
import { type Block, MatrixThreads, OnnxMatrixProduct } from '@lexhop/vectors';
import type { BenchResult } from './bench-result.js';
import { madeUpQuestions } from './made-up-questions.js';
import { withMemoryHeld } from './memory-held.js';

const dimensions = 1024;
/** The block sizes that nearest rows are found with. */
const queriesPerBlock = 256;
const candidatesPerBlock = 4096;

interface Case {
  readonly name: string;
  readonly outgoing: QuestionRows;
  readonly incoming: QuestionRows;
  readonly target: number;
  /** The best of so many runs counts. */
  readonly runs: number;
  /** Queries that the bare product is measured with; scaled to all of them. */
  readonly floorQueries: number;
}

/** Matching of 307 articles and of 20,000 × 40,000 questions, keywords and Jaccard included, the threads warm. */
export async function run(): Promise<readonly BenchResult[]> {
  const thread = new MatrixThreads();
  try {
    const small = await measure(thread, smallCase());
    const naive = naiveMilliseconds(smallCase());
    const large = await measure(thread, largeCase());
    return [
      { ...small, facts: { ...small.facts, 'times faster than a double loop': naive / small.milliseconds } },
      large,
    ];
  } finally {
    await thread.close();
  }
}

function smallCase(): Case {
  return {
    name: 'match 307 articles, 1,228 × 614 questions, 1,024 dimensions',
    outgoing: madeUpQuestions({ direction: 'out', nodes: 307, perNode: 4, dimensions }),
    incoming: madeUpQuestions({ direction: 'in', nodes: 307, perNode: 2, dimensions }),
    target: 50,
    runs: 10,
    floorQueries: 1_228,
  };
}

function largeCase(): Case {
  return {
    name: 'match 20,000 × 40,000 questions, 1,024 dimensions',
    outgoing: madeUpQuestions({ direction: 'out', nodes: 20_000, perNode: 1, dimensions }),
    incoming: madeUpQuestions({ direction: 'in', nodes: 20_000, perNode: 2, dimensions }),
    target: 20_000,
    runs: 1,
    floorQueries: 5_120,
  };
}

async function measure(thread: MatrixThreads, { name, outgoing, incoming, ...rest }: Case): Promise<BenchResult> {
  await warm(thread, { outgoing, incoming });
  const times: number[] = [];
  const before = process.cpuUsage();
  const { mebibytes } = await withMemoryHeld(async () => {
    for (let count = 0; count < rest.runs; count += 1) {
      const start = performance.now();
      const sets = { outgoing: questionSet(outgoing, dimensions), incoming: questionSet(incoming, dimensions) };
      await matchQuestions(thread, sets);
      times.push(performance.now() - start);
    }
  });
  const used = process.cpuUsage(before);
  const milliseconds = Math.min(...times);
  const floor = await floorMilliseconds({ outgoing, incoming }, rest.floorQueries);
  const operations = 2 * outgoing.questions.length * incoming.questions.length * dimensions;
  return {
    name,
    milliseconds,
    target: rest.target,
    facts: {
      cores: availableParallelism(),
      'GFLOP/s': operations / milliseconds / 1e6,
      'GFLOP/s of the bare product': operations / floor / 1e6,
      'times the bare product': milliseconds / floor,
      'slowest run, ms': Math.max(...times),
      // Well below the cores there are: somebody else was using the machine, and the time says little.
      'cores used': (used.user + used.system) / 1000 / times.reduce((sum, time) => sum + time, 0),
      'processor time a run, ms': (used.user + used.system) / 1000 / times.length,
      'memory held beside the questions, MiB': mebibytes,
    },
  };
}

type Sides = Pick<Case, 'outgoing' | 'incoming'>;

async function warm(thread: MatrixThreads, { outgoing, incoming }: Sides): Promise<void> {
  // As many as every thread takes a part of.
  const count = 512 * availableParallelism();
  const few = ({ questions, vectors }: QuestionRows) =>
    questionSet({ questions: questions.slice(0, count), vectors: vectors.subarray(0, count * dimensions) }, dimensions);
  for (let round = 0; round < 5; round += 1)
    await matchQuestions(thread, { outgoing: few(outgoing), incoming: few(incoming) });
}

/** What the matrix product alone costs, by the same blocks over the same vectors. */
async function floorMilliseconds({ outgoing, incoming }: Sides, queries: number): Promise<number> {
  const product = await OnnxMatrixProduct.open(availableParallelism());
  const scores = new Float32Array(queriesPerBlock * candidatesPerBlock);
  const multiply = async (left: Block, right: Block) => product.multiply(left, right, dimensions, scores);
  const queryBlocks = blocksOf(outgoing.vectors.subarray(0, queries * dimensions), queriesPerBlock);
  const candidateBlocks = blocksOf(incoming.vectors, candidatesPerBlock);
  for (const left of queryBlocks.slice(0, 3))
    for (const right of candidateBlocks.slice(0, 3)) await multiply(left, right);
  const start = performance.now();
  for (const right of candidateBlocks) for (const left of queryBlocks) await multiply(left, right);
  const milliseconds = performance.now() - start;
  await product.close();
  return (milliseconds * outgoing.questions.length) / queries;
}

function blocksOf(vectors: Float32Array, rowsPerBlock: number): readonly Block[] {
  const size = rowsPerBlock * dimensions;
  return Array.from({ length: Math.ceil(vectors.length / size) }, (_, block) => {
    const rows = vectors.subarray(block * size, (block + 1) * size);
    return { vectors: rows, rows: rows.length / dimensions };
  });
}

function naiveMilliseconds(sides: Sides): number {
  const start = performance.now();
  naiveMatches({ ...sides, dimensions });
  return performance.now() - start;
}
