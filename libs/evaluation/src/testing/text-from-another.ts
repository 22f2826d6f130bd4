import type { GraphReader, NodeFilter, NodeHit } from '@lexhop/graph-model';
import { PassingReader } from '../passing-reader.js';

/** A reader that finds words as another one does, and all else by itself. */
export class TextFromAnother extends PassingReader {
  constructor(
    reader: GraphReader,
    private readonly another: GraphReader,
  ) {
    super(reader);
  }

  override searchText(
    query: string,
    limit: number,
    filter: NodeFilter & { readonly incomingQuestions: boolean },
  ): Promise<readonly NodeHit[]> {
    return this.another.searchText(query, limit, filter);
  }
}
