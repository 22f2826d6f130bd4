import { type LabelSets, rowCount, VectorShapeError } from '@lexhop/vectors';

/** Names as small whole numbers, in order of first mention. */
class NameList {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];

  /** The number of a name, given to it now if it has none. */
  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }

  /** The number of a name; -1 where it has none. */
  find(name: string): number {
    return this.#numbers.get(name) ?? -1;
  }

  nameAt(number: number): string {
    return this.#names[number] ?? '';
  }

  /** For each number here, the number of the same name there; -1 where it has none. */
  translationTo(there: NameList): Int32Array {
    return Int32Array.from(this.#names, (name) => there.find(name));
  }
}

/** A growing array of floats in shared memory; it doubles when full. */
class SharedFloats {
  #room = new Float32Array(new SharedArrayBuffer(0));
  #length = 0;

  append(values: Float32Array): void {
    const needed = this.#length + values.length;
    if (needed > this.#room.length) this.#grow(needed);
    this.#room.set(values, this.#length);
    this.#length = needed;
  }

  /** What was appended; a view of the shared memory. */
  values(): Float32Array {
    return this.#room.subarray(0, this.#length);
  }

  #grow(needed: number): void {
    // The first page is taken exactly: most sets are one page.
    const size = this.#length === 0 ? needed : Math.max(needed, 2 * this.#room.length);
    const larger = new Float32Array(new SharedArrayBuffer(size * Float32Array.BYTES_PER_ELEMENT));
    larger.set(this.values());
    this.#room = larger;
  }
}

/** A question as matching needs it. */
export interface MatchableQuestion {
  readonly id: string;
  readonly nodeId: string;
  /** A set: one said twice counts once. */
  readonly keywords: readonly string[];
}

/** Questions with their vectors: row i of `vectors` belongs to `questions[i]`, unit length. */
export interface QuestionRows {
  readonly questions: readonly MatchableQuestion[];
  readonly vectors: Float32Array;
}

/** Questions of one direction, packed for matching, in code-unit order of id; row i of everything is question i. */
export interface QuestionSet {
  readonly ids: readonly string[];
  readonly dimensions: number;
  /** In shared memory, so that a thread reads them in place. */
  readonly vectors: Float32Array;
  readonly nodes: NameList;
  /** The node of each question, as its number in `nodes`. */
  readonly nodeNumbers: Int32Array;
  readonly keywords: NameList;
  /** The keywords of each question, as their numbers in `keywords`. */
  readonly keywordNumbers: LabelSets;
}

/** The id of a question's node. */
export function nodeOf(set: QuestionSet, row: number): string {
  return set.nodes.nameAt(set.nodeNumbers[row] ?? -1);
}

/**
 * Packs pages of questions for matching, in any order. Memory: the vectors once (twice for a moment where pages are not in
 * order of id), ids, and numbers for keywords and nodes.
 * Throws a VectorShapeError where a page's vectors are not one row of `dimensions` for each question.
 */
export async function collectQuestions(
  pages: AsyncIterable<QuestionRows> | Iterable<QuestionRows>,
  dimensions: number,
): Promise<QuestionSet> {
  const collection = new Collection(dimensions);
  for await (const page of pages) collection.add(page);
  return collection.finish();
}

/** Packs questions for matching, like {@link collectQuestions} for one page. */
export function questionSet(rows: QuestionRows, dimensions: number): QuestionSet {
  const collection = new Collection(dimensions);
  collection.add(rows);
  return collection.finish();
}

class Collection {
  readonly #ids: string[] = [];
  readonly #nodes = new NameList();
  readonly #nodeNumbers: number[] = [];
  readonly #keywords = new NameList();
  readonly #keywordNumbers: number[] = [];
  readonly #keywordEnds: number[] = [0];
  readonly #vectors = new SharedFloats();
  #inOrder = true;

  constructor(private readonly dimensions: number) {}

  add({ questions, vectors }: QuestionRows): void {
    const rows = rowCount('The vectors of questions', vectors, this.dimensions);
    if (rows !== questions.length) {
      throw new VectorShapeError(
        'The vectors of questions',
        vectors.length,
        `${questions.length} rows of ${this.dimensions}`,
      );
    }
    for (const question of questions) this.#addQuestion(question);
    this.#vectors.append(vectors);
  }

  finish(): QuestionSet {
    const set = this.#packed();
    return this.#inOrder ? set : inOrderOfId(set);
  }

  #addQuestion({ id, nodeId, keywords }: MatchableQuestion): void {
    const row = this.#ids.length;
    this.#inOrder &&= row === 0 || (this.#ids[row - 1] ?? '') <= id;
    this.#ids.push(id);
    this.#nodeNumbers.push(this.#nodes.numberOf(nodeId));
    for (const keyword of new Set(keywords)) this.#keywordNumbers.push(this.#keywords.numberOf(keyword));
    this.#keywordEnds.push(this.#keywordNumbers.length);
  }

  #packed(): QuestionSet {
    return {
      ids: this.#ids,
      dimensions: this.dimensions,
      vectors: this.#vectors.values(),
      nodes: this.#nodes,
      nodeNumbers: sharedNumbers(this.#nodeNumbers),
      keywords: this.#keywords,
      keywordNumbers: { offsets: sharedNumbers(this.#keywordEnds), values: sharedNumbers(this.#keywordNumbers) },
    };
  }
}

function sharedNumbers(numbers: readonly number[]): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(numbers.length * Int32Array.BYTES_PER_ELEMENT));
  shared.set(numbers);
  return shared;
}

function inOrderOfId(set: QuestionSet): QuestionSet {
  const { ids, dimensions, vectors, nodeNumbers, keywordNumbers } = set;
  const order = [...ids.keys()].toSorted((one, other) => compareIds(ids[one] ?? '', ids[other] ?? ''));
  const sorted = new SharedFloats();
  for (const row of order) sorted.append(vectors.subarray(row * dimensions, (row + 1) * dimensions));
  const setOf = (row: number) =>
    keywordNumbers.values.subarray(keywordNumbers.offsets[row] ?? 0, keywordNumbers.offsets[row + 1] ?? 0);
  const ends = [0];
  for (const row of order) ends.push((ends.at(-1) ?? 0) + setOf(row).length);
  return {
    ...set,
    ids: order.map((row) => ids[row] ?? ''),
    vectors: sorted.values(),
    nodeNumbers: sharedNumbers(order.map((row) => nodeNumbers[row] ?? -1)),
    keywordNumbers: { offsets: sharedNumbers(ends), values: sharedNumbers(order.flatMap((row) => [...setOf(row)])) },
  };
}

/** Code-unit order. */
export function compareIds(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
