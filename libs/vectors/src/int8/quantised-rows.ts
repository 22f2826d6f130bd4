import { VectorShapeError } from '../errors.js';
import { lengthOfRow } from '../vector-rows.js';
import { productsModule, rowMultiple } from './products-module.js';
import { type SharedMemory, sharedMemoryOf, webAssembly } from './web-assembly.js';

/** Scores are computed for so many rows at once. */
const rowsPerBlock = 4096;
const mostCode = 127;
/** The highest code of a query; with many dimensions it is lower, so that sums stay within int32. */
const mostQueryCode = 8_191;
const mostSum = 2 ** 31 - 1;
/** How far one rounding to float32 may be off, as a share. Each score is rounded three times. */
const rounding = 2 ** -24;

/** Rows of float32 as int8 codes, each row with a scale: row ≈ scale · codes. They take a quarter of the memory and are multiplied many times as fast. */
export interface QuantisedRows {
  /** Room for two queries and their scores, then scales, then codes. Threads share it. */
  readonly memory: SharedMemory;
  readonly rows: number;
  readonly dimensions: number;
  /** By row: a bound on its distance from scale · codes. */
  readonly errors: Float32Array;
  /** The greatest length of scale · codes of any row. */
  readonly longest: number;
}

/** Where the parts begin in the memory, and how long they are, in bytes. */
function layoutOf({ rows, dimensions }: Pick<QuantisedRows, 'rows' | 'dimensions'>) {
  const rowBytes = Math.ceil(dimensions / rowMultiple) * rowMultiple;
  const queryBytes = 2 * rowBytes;
  const scores = 2 * queryBytes;
  const scales = scores + 2 * rowsPerBlock * Float32Array.BYTES_PER_ELEMENT;
  const codes = Math.ceil((scales + rows * Float32Array.BYTES_PER_ELEMENT) / 64) * 64;
  return { rowBytes, queryBytes, scores, scales, codes, bytes: codes + rows * rowBytes };
}

/**
 * Quantises rows, which come in chunks of whole rows. Takes about a nanosecond for each float.
 * Throws a VectorShapeError where the chunks do not hold whole rows, and a RangeError for more than 4 GiB of codes.
 */
export function quantiseRows(chunks: readonly Float32Array[], dimensions: number): QuantisedRows {
  const floats = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const rows = dimensions === 0 ? 0 : floats / dimensions;
  if (!Number.isInteger(rows)) throw new VectorShapeError('The rows', floats, `whole rows of ${dimensions}`);
  const layout = layoutOf({ rows, dimensions });
  const memory = sharedMemoryOf(layout.bytes);
  const scales = new Float32Array(memory.buffer, layout.scales, rows);
  const codes = new Int8Array(memory.buffer, layout.codes, rows * layout.rowBytes);
  const errors = new Float32Array(rows);
  let [row, longest] = [0, 0];
  for (const vectors of chunks) {
    for (let start = 0; start < vectors.length; start += dimensions, row += 1) {
      const quantised = quantiseRow({ vectors, start, dimensions }, codes, row * layout.rowBytes);
      scales[row] = quantised.scale;
      // Rounding to float32 must not make it smaller.
      errors[row] = quantised.error * (1 + 2 * rounding);
      longest = Math.max(longest, quantised.length);
    }
  }
  return { memory, rows, dimensions, errors, longest };
}

function quantiseRow(
  { vectors, start, dimensions }: { vectors: Float32Array; start: number; dimensions: number },
  codes: Int8Array,
  to: number,
) {
  let most = 0;
  for (let at = start; at < start + dimensions; at += 1) {
    const value = vectors[at] as number;
    if (value > most) most = value;
    else if (-value > most) most = -value;
  }
  const scale = Math.fround(most / mostCode);
  // A row too small for a scale of its own is as far from its codes as it is long.
  if (scale === 0) return { scale, error: Math.sqrt(dimensions) * most, length: 0 };
  const stepsOfOne = 1 / scale;
  let error = 0;
  let length = 0;
  for (let at = 0; at < dimensions; at += 1) {
    const value = vectors[start + at] as number;
    const steps = value * stepsOfOne;
    // Rounded without a call: this is done for every float of an index.
    const code = (steps < 0 ? steps - 0.5 : steps + 0.5) | 0;
    codes[to + at] = code;
    const left = value - scale * code;
    error += left * left;
    length += code * code;
  }
  return { scale, error: Math.sqrt(error), length: scale * Math.sqrt(length) };
}

/** A query as integer codes: query ≈ scale · codes. Products are computed of the codes, so multiply them by `scale`. */
export interface PreparedQuery {
  readonly codes: Int16Array;
  readonly scale: number;
  /** A row's product times `scale` is never further from the exact one than `length` times the row's error, plus `slack`. */
  readonly length: number;
  readonly slack: number;
}

type Products = (
  ...places: [codes: number, rowBytes: number, rows: number, scales: number, ...queriesAndScores: number[]]
) => void;

const productModule = new webAssembly.Module(productsModule());

/** Multiplies quantised rows with queries, block by block, by the vector instructions of WebAssembly. Works in the thread that calls it. */
export class QuantisedProducts {
  readonly #layout: ReturnType<typeof layoutOf>;
  readonly #one: Products;
  readonly #two: Products;
  readonly #queries: readonly Int16Array[];
  readonly #scores: readonly Float32Array[];

  constructor(readonly quantised: QuantisedRows) {
    const { memory, dimensions } = quantised;
    const layout = layoutOf(quantised);
    const { exports } = new webAssembly.Instance(productModule, { m: { m: memory } });
    [this.#one, this.#two] = [exports['one'] as Products, exports['two'] as Products];
    this.#layout = layout;
    const place = (of: number) => of * layout.queryBytes;
    this.#queries = [0, 1].map((of) => new Int16Array(memory.buffer, place(of), dimensions));
    this.#scores = [0, 1].map(
      (of) => new Float32Array(memory.buffer, layout.scores + of * rowsPerBlock * 4, rowsPerBlock),
    );
  }

  /** The codes of a query. Throws a VectorShapeError for a vector of other dimensions. */
  prepare(vector: Float32Array): PreparedQuery {
    const { dimensions, longest } = this.quantised;
    if (vector.length !== dimensions) throw new VectorShapeError('The query', vector.length, `${dimensions}`);
    let most = 0;
    for (let at = 0; at < dimensions; at += 1) most = Math.max(most, Math.abs(vector[at] as number));
    const finest = Math.min(mostQueryCode, Math.floor(mostSum / (mostCode * Math.max(dimensions, 1))));
    const scale = most / finest || 1;
    const codes = new Int16Array(dimensions);
    const apart = new Float32Array(dimensions);
    for (let at = 0; at < dimensions; at += 1) {
      const value = vector[at] as number;
      const code = Math.round(value / scale);
      codes[at] = code;
      apart[at] = value - scale * code;
    }
    const length = lengthOfRow({ vectors: vector, start: 0 }, dimensions);
    const left = lengthOfRow({ vectors: apart, start: 0 }, dimensions);
    // q·r − q'·r' = q·(r − r') + (q − q')·r', each at most the product of its lengths; the rest is float32's own.
    return { codes, scale, length, slack: (left + 4 * rounding * (length + left)) * longest };
  }

  /**
   * The products of the rows from `first` on, at most 4,096 of them, with one or two queries: for each query one number a row. They stand in
   * memory that the next call overwrites.
   */
  block(first: number, queries: readonly PreparedQuery[]): readonly Float32Array[] {
    const { rowBytes, queryBytes, scores, scales, codes } = this.#layout;
    const count = Math.min(rowsPerBlock, this.quantised.rows - first);
    const places = queries.flatMap(({ codes: query }, of) => {
      this.#queries[of]?.set(query);
      return [of * queryBytes, scores + of * rowsPerBlock * 4];
    });
    const multiply = queries.length === 1 ? this.#one : this.#two;
    multiply(codes + first * rowBytes, rowBytes, count, scales + first * 4, ...places);
    return queries.map((_, of) => this.#scores[of]?.subarray(0, count) ?? new Float32Array(0));
  }
}
