/** Value types and instructions of WebAssembly (core 2.0, vector instructions behind 0xfd) that the products need. */
const i32 = 0x7f;
const v128 = 0x7b;
const vector = 0xfd;
const op = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: [0x0b],
  br: (depth: number) => [0x0c, depth],
  brIf: (depth: number) => [0x0d, depth],
  get: (local: number) => [0x20, local],
  set: (local: number) => [0x21, local],
  tee: (local: number) => [0x22, local],
  constant: (value: number) => [0x41, ...signed(value)],
  add: [0x6a],
  subtract: [0x6b],
  isZero: [0x45],
  isBelow: [0x49],
  loadFloat: [0x2a, 2, 0],
  storeFloat: [0x38, 2, 0],
  toFloat: [0xb2],
  multiplyFloats: [0x94],
  loadVector: (offset: number) => [vector, 0, 0, ...unsigned(offset)],
  /** The first or last eight of sixteen int8 as int16. */
  extendLow: [vector, ...unsigned(135)],
  extendHigh: [vector, ...unsigned(136)],
  zeroVector: [vector, 12, ...Array.from({ length: 16 }, () => 0)],
  lane: (lane: number) => [vector, 27, lane],
  addVectors: [vector, ...unsigned(174)],
  /** Products of eight pairs of int16, added two by two. */
  dot: [vector, ...unsigned(186)],
} as const;

/** Magic number and version of a module. */
const head = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** The bytes of a row are a multiple of this. */
export const rowMultiple = 32;

/** A module's parameters, in order: see {@link productsModule}. */
const [codes, rowBytes, rows, scales, query, scores] = [0, 1, 2, 3, 4, 5];

/**
 * The bytes of a module over shared memory `m.m` that exports `one` and `two`: products of int8 rows with one or two int16 queries.
 * Parameters: codes, bytes of a row (a multiple of {@link rowMultiple}), number of rows, scales, and for each query its place and that
 * of its scores. Scores are float32: the whole product, times the row's scale. Places are in bytes.
 */
export function productsModule(): Uint8Array {
  const parameters = [1, 2].map((queries) => Array.from({ length: 4 + 2 * queries }, () => i32));
  const types = parameters.map((types) => [0x60, ...list(types.map((type) => [type])), 0]);
  const memory = [...text('m'), ...text('m'), 0x02, 0x03, 1, ...unsigned(65_536)];
  const exports = ['one', 'two'].map((name, place) => [...text(name), 0, place]);
  return Uint8Array.from([
    ...head,
    ...section(1, list(types)),
    ...section(2, list([memory])),
    ...section(3, list([[0], [1]])),
    ...section(7, list(exports)),
    ...section(10, list([bodyOf(1), bodyOf(2)].map((body) => [...unsigned(body.length), ...body]))),
  ]);
}

/** The body of the function for one or two queries. Each query has two sums, so that one addition need not wait for the other. */
function bodyOf(queries: number): readonly number[] {
  const from = 4 + 2 * queries;
  const row: RowLocals = { from, eight: from + 1, sixteen: from + 2 };
  const each = Array.from({ length: queries }, (_, place) => {
    const first = row.sixteen + 1 + 2 * place;
    return { query: query + 2 * place, scores: scores + 2 * place, sums: [first, first + 1] as const };
  });
  const locals = list([
    [1, i32],
    [2 + 2 * queries, v128],
  ]);
  return [
    ...[locals, op.block, op.loop, op.get(rows), op.isZero, op.brIf(1)].flat(),
    ...each.flatMap(({ sums }) => sums.flatMap((sum) => [...op.zeroVector, ...op.set(sum)])),
    ...multiplyRow(each, row),
    ...each.flatMap(storeScore),
    ...[advance(codes, op.get(rowBytes)), advance(scales, op.constant(4))].flat(),
    ...each.flatMap((one) => advance(one.scores, op.constant(4))),
    ...[op.get(rows), op.constant(1), op.subtract, op.set(rows)].flat(),
    ...[op.br(0), op.end, op.end, op.end].flat(),
  ];
}

/** Local variables: how far the loop is in the row, sixteen numbers loaded from there, and eight of them at twice their width. */
interface RowLocals {
  readonly from: number;
  readonly sixteen: number;
  readonly eight: number;
}

interface QueryLocals {
  readonly query: number;
  readonly scores: number;
  readonly sums: readonly [number, number];
}

/** Goes over one row. Whatever is loaded of it is multiplied with every query. */
function multiplyRow(each: readonly QueryLocals[], row: RowLocals): readonly number[] {
  const { from, sixteen, eight } = row;
  const multiplyEight = (offset: number) => each.flatMap((one) => addProducts(one, row, offset));
  return [
    ...[op.constant(0), op.set(from), op.loop].flat(),
    ...[0, 16].flatMap((offset) => [
      ...[op.get(codes), op.get(from), op.add, op.loadVector(offset), op.tee(sixteen)].flat(),
      ...[op.extendLow, op.set(eight), multiplyEight(offset)].flat(),
      ...[op.get(sixteen), op.extendHigh, op.set(eight), multiplyEight(offset + 8)].flat(),
    ]),
    ...[op.get(from), op.constant(rowMultiple), op.add, op.tee(from)].flat(),
    ...[op.get(rowBytes), op.isBelow, op.brIf(0), op.end].flat(),
  ];
}

/** Adds the products of eight numbers of the row with those of the query. */
function addProducts(
  { query: place, sums }: QueryLocals,
  { from, eight }: RowLocals,
  offset: number,
): readonly number[] {
  const sum = sums[(offset / 8) % 2] ?? 0;
  return [
    ...[op.get(sum), op.get(eight)].flat(),
    // Numbers of the query are twice as wide as those of the row.
    ...[op.get(place), op.get(from), op.add, op.get(from), op.add, op.loadVector(2 * offset)].flat(),
    ...[op.dot, op.addVectors, op.set(sum)].flat(),
  ];
}

function storeScore({ scores: place, sums: [one, other] }: QueryLocals): readonly number[] {
  return [
    ...[op.get(one), op.get(other), op.addVectors, op.set(one), op.get(place)].flat(),
    ...[0, 1, 2, 3].flatMap((lane) => [...op.get(one), ...op.lane(lane), ...(lane === 0 ? [] : op.add)]),
    ...[op.toFloat, op.get(scales), op.loadFloat, op.multiplyFloats, op.storeFloat].flat(),
  ];
}

function advance(local: number, by: readonly number[]): readonly number[] {
  return [...op.get(local), ...by, ...op.add, ...op.set(local)];
}

function section(id: number, content: readonly number[]): readonly number[] {
  return [id, ...unsigned(content.length), ...content];
}

function list(items: readonly (readonly number[])[]): readonly number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function text(word: string): readonly number[] {
  return [...unsigned(word.length), ...Buffer.from(word)];
}

/** Unsigned LEB128. */
function unsigned(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** Signed LEB128 of a number from 0 up: the second bit of the last byte is the sign, and must stay 0. */
function signed(value: number): readonly number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)];
}
