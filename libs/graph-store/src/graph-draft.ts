import type { ArticleNode, BuildComparison, BuildRun, BuildSettings, PseudoQuery } from '@lexhop/graph-model';
import type { BankEntry } from './question-bank.js';
import type { Page } from './statute-store.js';
import type { VectorLink, VectorRows } from './vector-store.js';

/** Ids from `from` to `to`, both included, in code-unit order. */
export interface IdRange {
  readonly from: string;
  readonly to: string;
}

/** A live node that has no questions yet, or has them from another text or drafter than it should. */
export interface UndraftedNode {
  readonly node: ArticleNode;
  /** The question bank's entry for this text, where there is one. It takes precedence over a language model. */
  readonly bankEntry?: BankEntry;
  /** The drafting key that its questions should have: `bank:<digest>`, or the fallback key of the request. */
  readonly draftingKey: string;
}

/** All questions of one node; they replace those that it had. */
export interface NodeDraft {
  readonly nodeId: string;
  readonly contentHash: string;
  readonly draftingKey: string;
  readonly questions: readonly PseudoQuery[];
}

/** How many live nodes a build would have to work on, if it began now. */
export interface ForeseenWork {
  /** New, or changed since the active build. */
  readonly changed: number;
  /** Nodes that would get new questions: from an entry of the bank that was not used yet, else under the fallback key. */
  readonly toDraft: number;
}

/** A live node or question of the build without a vector of the build's embedding space. */
export interface Unembedded {
  /** The id of a question, or of a node with a digest of its text; so the same owner always has the same text. */
  readonly owner: string;
  readonly role: 'passage' | 'question';
  readonly text: string;
}

/**
 * The running build in steps compare, draft and embed: finds what is missing, and saves what was made.
 * A build has the rows of the build before, except those that it opens (`since`) and closes (`until`).
 * Every save is one transaction with the step's counter. It is refused with a StaleRunError where the run is not current.
 * Saving the same again changes nothing. On a full disk a save rejects with a StoreFullError, and nothing is lost.
 */
export abstract class GraphDraft {
  /**
   * Opens nodes that the graph's statutes have and the active build does not have (by id and content hash), and closes those that only the
   * active build has, with the questions, matches and edges of closed nodes. Where only positions, URLs or dates changed, they are updated in place.
   * A citation or hierarchy edge to a node that was only changed stays, because it names the node and not its text.
   * The build's settings say which levels and statutes; a build from scratch closes every row of the build before. All in one transaction.
   * Called again in the same step, it begins again from the build before; called later, it gives what it found.
   */
  abstract compare(run: BuildRun): Promise<BuildComparison>;

  /** Counts what a build with these settings would have to do, without beginning one: by the same comparison and the same search for missing drafts. */
  abstract foresee(
    graph: string,
    settings: Pick<BuildSettings, 'from' | 'levels' | 'statutes'>,
    fallbackKey?: string,
  ): Promise<ForeseenWork>;

  /**
   * Live nodes (neither repealed nor abolished) whose latest draft is not of their content hash and wanted drafting key, in order of id.
   * The wanted key is that of the bank's entry for this text, where the graph's bank has one, else `fallbackKey`; without either, nothing is missing.
   * Where the fallback is wanted, a draft under `importDraftingKey` counts, too.
   */
  abstract undrafted(
    run: BuildRun,
    page: Page & { readonly upTo?: string; readonly fallbackKey?: string },
  ): Promise<readonly UndraftedNode[]>;

  /** Replaces the questions of nodes. A question that exists already keeps its row. */
  abstract saveDrafts(run: BuildRun, drafts: readonly NodeDraft[]): Promise<void>;

  /** Live nodes and all questions that have no vector in the build's space, in order of owner. */
  abstract unembedded(run: BuildRun, page: Page & { readonly upTo?: string }): Promise<readonly Unembedded[]>;

  /** Stores vectors that are not there yet and links owners to them; throws a MissingVectorError for a link to no vector. */
  abstract saveVectors(run: BuildRun, links: readonly VectorLink[], rows: VectorRows): Promise<void>;

  /** Saves nodes as they are, in place of a comparison: for the import of an exported build. */
  abstract saveNodes(run: BuildRun, nodes: readonly ArticleNode[]): Promise<void>;
}
