import { rowCount, VectorShapeError } from '@lexhop/vectors';
import { NameList } from './name-list.js';
import { compareIds } from './question-match.js';
import type { MatchableQuestion, QuestionRows, QuestionSet } from './question-set.js';
import { SharedFloats } from './shared-floats.js';

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
  readonly #newRows: number[] = [];
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

  #addQuestion({ id, nodeId, keywords, isNew }: MatchableQuestion): void {
    const row = this.#ids.length;
    this.#inOrder &&= row === 0 || (this.#ids[row - 1] ?? '') <= id;
    this.#ids.push(id);
    this.#nodeNumbers.push(this.#nodes.numberOf(nodeId));
    for (const keyword of new Set(keywords)) this.#keywordNumbers.push(this.#keywords.numberOf(keyword));
    this.#keywordEnds.push(this.#keywordNumbers.length);
    if (isNew) this.#newRows.push(row);
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
      newRows: sharedNumbers(this.#newRows),
    };
  }
}

function sharedNumbers(numbers: readonly number[]): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(numbers.length * Int32Array.BYTES_PER_ELEMENT));
  shared.set(numbers);
  return shared;
}

function inOrderOfId(set: QuestionSet): QuestionSet {
  const { ids, dimensions, vectors, nodeNumbers, keywordNumbers, newRows } = set;
  const order = [...ids.keys()].toSorted((one, other) => compareIds(ids[one] ?? '', ids[other] ?? ''));
  const sorted = new SharedFloats();
  for (const row of order) sorted.append(vectors.subarray(row * dimensions, (row + 1) * dimensions));
  const setOf = (row: number) =>
    keywordNumbers.values.subarray(keywordNumbers.offsets[row] ?? 0, keywordNumbers.offsets[row + 1] ?? 0);
  const ends = [0];
  for (const row of order) ends.push((ends.at(-1) ?? 0) + setOf(row).length);
  const isNew = new Set(newRows);
  return {
    ...set,
    ids: order.map((row) => ids[row] ?? ''),
    vectors: sorted.values(),
    nodeNumbers: sharedNumbers(order.map((row) => nodeNumbers[row] ?? -1)),
    keywordNumbers: { offsets: sharedNumbers(ends), values: sharedNumbers(order.flatMap((row) => [...setOf(row)])) },
    newRows: sharedNumbers([...order.keys()].filter((place) => isNew.has(order[place] ?? -1))),
  };
}
