import type { ArticleNode, BuildReference, Edge, EdgeKind, PseudoQuery } from '@lexhop/graph-model';
import { GraphContents, type VectorPage } from './graph-contents.js';
import type { ContentPages, VectorsOf } from './content-pages.js';

/** Streams made of pages, each asked for when the one before has been used. */
export class PagedGraphContents extends GraphContents {
  constructor(
    private readonly pages: ContentPages,
    private readonly pageSize: number,
  ) {
    super();
  }

  override nodes(build: BuildReference): AsyncIterable<readonly ArticleNode[]> {
    return this.#rows((after) => this.pages.nodes({ build, after, limit: this.pageSize }));
  }

  override questions(build: BuildReference): AsyncIterable<readonly PseudoQuery[]> {
    return this.#rows((after) => this.pages.questions({ build, after, limit: this.pageSize }));
  }

  override edges(build: BuildReference, kinds?: readonly EdgeKind[]): AsyncIterable<readonly Edge[]> {
    const which = kinds === undefined ? {} : { kinds };
    return this.#rows((after) => this.pages.edges({ build, after, limit: this.pageSize, ...which }));
  }

  override async *vectors(build: BuildReference, of: VectorsOf): AsyncIterable<VectorPage> {
    for (let after = ''; ;) {
      const page = await this.pages.vectors({ build, after, limit: this.pageSize, of });
      const last = page.ids.at(-1);
      if (last === undefined) return;
      yield page;
      after = last;
    }
  }

  async *#rows<Row extends { readonly id: string }>(
    read: (after: string) => Promise<readonly Row[]>,
  ): AsyncIterable<readonly Row[]> {
    for (let after = ''; ;) {
      const page = await read(after);
      const last = page.at(-1);
      if (!last) return;
      yield page;
      after = last.id;
    }
  }
}
