import type { ArticleNode, BuildReference, Edge, EdgeKind, PseudoQuery } from '@lexhop/graph-model';
import type { VectorPage } from './graph-contents.js';

/** Where a page of a build's rows begins. */
export interface ContentPage {
  readonly build: BuildReference;
  /** Empty for the first. */
  readonly after: string;
  readonly limit: number;
}

export interface EdgePage extends ContentPage {
  readonly kinds?: readonly EdgeKind[];
}

export type VectorsOf = 'nodes' | 'incoming' | 'outgoing';

/** A build's contents page by page, in order of id, each page read together with whether the build is still there (else a BuildGoneError). */
export abstract class ContentPages {
  abstract nodes(page: ContentPage): Promise<readonly ArticleNode[]>;

  abstract questions(page: ContentPage): Promise<readonly PseudoQuery[]>;

  abstract edges(page: EdgePage): Promise<readonly Edge[]>;

  /** Those without a vector are left out; a page is full unless it is the last. */
  abstract vectors(page: ContentPage & { readonly of: VectorsOf }): Promise<VectorPage>;
}
