import type { ArticleNode, Build, BuildReference, GraphReader, PseudoQuery } from '@lexhop/graph-model';
import type { ChangedRows, PlacedEdge } from '@lexhop/graph-store';

/**
 * What has become of a build there: it is being written, it is whole, or its rows are being deleted.
 * Only a published build is read, and only builds that are held can have rows.
 */
export type HeldState = 'publishing' | 'published' | 'dropping';

/** A build of which the published graph holds rows. */
export interface HeldBuild {
  readonly number: number;
  readonly state: HeldState;
  /** The published build that it is written on top of; 0 for none. */
  readonly base: number;
  /** Whether its articles and questions have their vectors there. */
  readonly vectors: boolean;
}

/** A graph as it is published. */
export interface HeldGraph {
  readonly graph: string;
  /** The build that ACTIVE leads to. */
  readonly active?: number;
  /** In order of number. */
  readonly builds: readonly HeldBuild[];
}

/** The parts of a build, in the order in which they are written. What it closed comes first, so that a row that is opened finds the others as they will be. */
export const publishedParts = [
  'closedNodes',
  'closedQuestions',
  'closedEdges',
  'openedNodes',
  'openedQuestions',
  'openedEdges',
] as const;
export type PublishedPart = (typeof publishedParts)[number];

/** How far the writing of a build has come: everything before this place is written. */
export interface PublishingCursor {
  readonly part: PublishedPart | 'end';
  /** Where the part's next page begins; empty before its first page. */
  readonly after: string;
}

/** A page of a build's changes: from one place of the writing to the next. */
export interface PublishedPage {
  readonly from: PublishingCursor;
  readonly to: PublishingCursor;
  readonly changes: PageChanges;
}

/** The rows of a page, all of one part. */
export type PageChanges =
  | { readonly part: 'closedNodes' | 'openedNodes'; readonly changed: ChangedRows<ArticleNode> }
  | { readonly part: 'closedQuestions' | 'openedQuestions'; readonly changed: ChangedRows<PseudoQuery> }
  | { readonly part: 'closedEdges' | 'openedEdges'; readonly changed: ChangedRows<PlacedEdge> };

/** What a build is written on top of. */
export interface PublishingBase {
  /** A published build; 0 for none. */
  readonly base: number;
  /** Builds above the base and below this one. What they changed is written with this one, so that they can be read, too. */
  readonly between: readonly number[];
}

/** Whether a held build was begun as the writing of this build would begin it now: on the same base, with or without vectors alike. */
export function isBegunFor(
  number: number,
  { base, between, vectors }: PublishingBase & Pick<HeldBuild, 'vectors'>,
): (held: HeldBuild) => boolean {
  return (held) =>
    held.state === 'publishing' &&
    held.base === base &&
    held.vectors === vectors &&
    [number, ...between].includes(held.number);
}

/**
 * The graph that people and queries look at. The books are the truth: whatever is held here can be made again from them.
 * Every write is a transaction of bounded size that can be done again. What fails is a PublishedGraphAwayError or one of its kind.
 */
export abstract class PublishedGraph {
  /** Whether builds are published with their vectors. Only such builds can be answered from there. */
  abstract readonly vectors: boolean;

  /** What is held of every graph. */
  abstract graphs(): Promise<readonly HeldGraph[]>;

  /** What is held of a graph. Cheap. */
  abstract held(graph: string): Promise<HeldGraph>;

  /**
   * Begins to write a build on top of a published one, or goes on with it, and says from where.
   * Throws a PublishingMovedError while rows of another build above the base are held.
   */
  abstract begin(build: Build, on: PublishingBase): Promise<PublishingCursor>;

  /** Writes a page and moves the cursor, in one transaction: once, however often it is called. Throws a PublishingMovedError where the cursor is elsewhere. */
  abstract write(build: Build, page: PublishedPage): Promise<void>;

  /** Makes the indexes of the build's space, where they are not there, and then the build, and those between, readable. */
  abstract finish(build: Build): Promise<void>;

  /** Moves ACTIVE to a published build. Throws a NotPublishedError. */
  abstract activate(build: BuildReference): Promise<void>;

  /** Undoes the writing of builds above all published ones: deletes the rows that they opened, reopens those that they closed. */
  abstract drop(graph: string, builds: readonly number[]): Promise<void>;

  /** Deletes rows that only builds before `oldest` can see, and those builds. */
  abstract collect(graph: string, oldest: number): Promise<void>;

  /** A reader that answers from the published graph itself. Throws a NotPublishedError. */
  abstract readerOf(build: Build): Promise<GraphReader>;

  abstract close(): Promise<void>;
}
