import { VectorShapeError } from '../errors.js';
import { dotOfRows } from '../vector-rows.js';
import { productsModule, rowMultiple } from './products-module.js';
import { type SharedMemory, sharedMemoryOf, webAssembly } from './web-assembly.js';

/** Scores are computed for so many rows at once. */
const rowsPerBlock = 4096;
const mostCode = 127;
/** Queries are this fine where their products can't leave int32. */
const mostQueryCode = 8_191;
const mostSum = 2 ** 31 - 1;
/** Of float32, for one rounding; three are made of each score. */
const rounding = 2 ** -24;

/** Rows of float32 as int8 with a scale each: row ≈ scale · codes. A quarter of the memory, and many times as fast to go over. */
export interface QuantisedRows {
  /** Room for two queries and their scores, then scales, then codes. Threads share it. */
  readonly memory: SharedMemory;
  readonly rows: number;
  readonly dimensions: number;
  /** By row: it is no further from scale · codes than this. */
  readonly errors: Float32Array;
  /** The longest of scale · codes. */
  readonly longest: number;
}

/** Where parts lie in the memory, in bytes. */
function layoutOf({ rows, dimensions }: Pick<QuantisedRows, 'rows' | 'dimensions'>) {
  const rowBytes = Math.ceil(dimensions / rowMultiple) * rowMultiple;
  const queryBytes = 2 * rowBytes;
  const scores = 2 * queryBytes;
  const scales = scores + 2 * rowsPerBlock * Float32Array.BYTES_PER_ELEMENT;
  const codes = Math.ceil((scales + rows * Float32Array.BYTES_PER_ELEMENT) / 64) * 64;
  return { rowBytes, queryBytes, scores, scales, codes, bytes: codes + rows * rowBytes };
}

/**
 * Quantises rows, which come in chunks of whole rows. About a nanosecond a float.
 * Throws a VectorShapeError where a chunk does not hold whole rows, a RangeError beyond 4 GiB of codes.
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

/** A query as it is multiplied: its scale is in its products. */
export interface PreparedQuery {
  readonly codes: Int16Array;
  readonly scale: number;
  /** A row's product is never further from the exact one than `length` times the row's error, and `slack`. */
  readonly length: number;
  readonly slack: number;
}

function lengthOf(vectors: Float32Array): number {
  const row = { vectors, start: 0 };
  return Math.sqrt(dotOfRows(row, row, vectors.length));
}

type Products = (
  ...places: [codes: number, rowBytes: number, rows: number, scales: number, ...queriesAndScores: number[]]
) => void;

const productModule = new webAssembly.Module(productsModule());

/** Products of quantised rows with queries, block by block, by the vector instructions of WebAssembly in the thread that calls. */
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

  /** Throws a VectorShapeError for a vector of other dimensions. */
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
    const [length, left] = [lengthOf(vector), lengthOf(apart)];
    // q·r − q'·r' = q·(r − r') + (q − q')·r', each at most the product of its lengths; the rest is float32's own.
    return { codes, scale, length, slack: (left + 4 * rounding * (length + left)) * longest };
  }

  /** Products with one or two queries of the rows from `first` on, at most a block of them: for each query as many, valid until the next call. */
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
