import type { PseudoQuery } from '@lexhop/graph-model';
import { GrowingArray } from './growing-array.js';
import { type RowFinder, rowFinderOf } from './row-finder.js';
import { readRow, type StringTable, StringTableBuilder } from './string-table.js';

/** The incoming questions of a build in order of id. */
export interface QuestionTable {
  readonly ids: RowFinder;
  readonly texts: StringTable;
  /** By question: the number of the node that answers it. */
  readonly nodeOf: Uint32Array;
}

/** The texts of each node's questions, by node. */
export function textsByNode({ texts, nodeOf }: QuestionTable, nodeCount: number): readonly (readonly string[])[] {
  const byNode = Array.from({ length: nodeCount }, (): string[] => []);
  for (const [question, node] of nodeOf.entries()) byNode[node]?.push(readRow(texts, question));
  return byNode;
}

/** Takes incoming questions in order of id, then gives the table. */
export class QuestionTableBuilder {
  readonly numbers = new Map<string, number>();
  readonly #ids = new StringTableBuilder();
  readonly #texts = new StringTableBuilder();
  readonly #nodeOf = new GrowingArray((length) => new Uint32Array(length));

  add(question: PseudoQuery, node: number): void {
    this.numbers.set(question.id, this.#ids.add(question.id));
    this.#texts.add(question.text);
    this.#nodeOf.push(node);
  }

  finish(): QuestionTable {
    return { ids: rowFinderOf(this.#ids.finish()), texts: this.#texts.finish(), nodeOf: this.#nodeOf.finish() };
  }
}
