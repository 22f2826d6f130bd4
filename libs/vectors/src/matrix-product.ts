import { InferenceSession, Tensor } from 'onnxruntime-node';
import { onnxModelBytes } from './onnx-graph.js';

/** The first `rows` rows of an array, which may hold more. */
export interface Block {
  readonly vectors: Float32Array;
  readonly rows: number;
}

/** One node, `scores = left · rightᵀ`: `left` is [m, d], `right` is [n, d], `scores` is [m, n]; all float32, every size free. */
const productModel = onnxModelBytes({
  inputs: [
    { name: 'left', type: 'float', shape: ['m', 'd'] },
    { name: 'right', type: 'float', shape: ['n', 'd'] },
  ],
  outputs: [{ name: 'scores', type: 'float', shape: ['m', 'n'] }],
  nodes: [{ operation: 'Gemm', inputs: ['left', 'right'], outputs: ['scores'], attributes: { transB: 1 } }],
  constants: [],
});

/** Dot products of every left row with every right row, in float32. */
export abstract class MatrixProduct {
  /** Writes left · rightᵀ, row after row, to the head of `scores`, which must have room for it. Rows have `dimensions` floats. */
  abstract multiply(left: Block, right: Block, dimensions: number, scores: Float32Array): Promise<void>;

  /** Frees what it holds. */
  abstract close(): Promise<void>;
}

/** Matrix products by onnxruntime's Gemm on several cores. A product blocks the thread that asks for it, so it is meant for worker threads. */
export class OnnxMatrixProduct extends MatrixProduct {
  private constructor(private readonly session: InferenceSession) {
    super();
  }

  /** @param threads cores that a product may use */
  static async open(threads: number): Promise<OnnxMatrixProduct> {
    const session = await InferenceSession.create(productModel, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // Inputs and output are the caller's own memory: an arena would only hold on to what nobody uses.
      enableCpuMemArena: false,
      enableMemPattern: false,
      // Its other threads spin while they wait, as is onnxruntime's default: asleep they came too late for a block, and one
      // core did all (20,000 × 40,000 in 24.0 s on 0.99 cores, against 14.6 s on 1.96). The thread ends when idle.
    });
    return new OnnxMatrixProduct(session);
  }

  override async multiply(left: Block, right: Block, dimensions: number, scores: Float32Array): Promise<void> {
    const matrix = (values: Float32Array, rows: number, columns: number) =>
      new Tensor('float32', values.subarray(0, rows * columns), [rows, columns]);
    await this.session.run(
      { left: matrix(left.vectors, left.rows, dimensions), right: matrix(right.vectors, right.rows, dimensions) },
      { scores: matrix(scores, left.rows, right.rows) },
    );
  }

  override async close(): Promise<void> {
    await this.session.release();
  }
}
