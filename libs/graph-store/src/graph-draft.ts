import type { ArticleNode, BuildComparison, BuildRun, BuildSettings, PseudoQuery } from '@lexhop/graph-model';
import type { BankEntry } from './question-bank.js';
import type { Page } from './statute-store.js';
import type { VectorLink, VectorRows } from './vector-store.js';

/** Ids from `from` to `to`, both included, in code-unit order. */
export interface IdRange {
  readonly from: string;
  readonly to: string;
}

/** A live node whose questions are not those that it should have now. */
export interface UndraftedNode {
  readonly node: ArticleNode;
  /** The bank's entry for this very text, where there is one: it comes before any language model. */
  readonly bankEntry?: BankEntry;
  /** Who should draft it: `bank:<digest>` or the fallback key that was asked with. */
  readonly draftingKey: string;
}

/** The questions of one node, complete: they replace all that it had. */
export interface NodeDraft {
  readonly nodeId: string;
  readonly contentHash: string;
  readonly draftingKey: string;
  readonly questions: readonly PseudoQuery[];
}

/** Live nodes that a build would have to work on, if it began now. */
export interface ForeseenWork {
  /** New, or changed since the active build. */
  readonly changed: number;
  /** Those whose questions would be new: from an entry of the bank that they were not drafted from yet, else under the fallback key. */
  readonly toDraft: number;
}

/** A live node or question of the build without a vector of the build's embedding space. */
export interface Unembedded {
  /** Names node or question *and* its text: the same owner always has the same text. */
  readonly owner: string;
  readonly role: 'passage' | 'question';
  readonly text: string;
}

/**
 * The build being made, steps compare, draft and embed: what is missing, and saving what was made.
 * A build's rows are those of the build before, but for what it opens (`since`) and closes (`until`).
 * Every save is one transaction with the step's counter, refused with a StaleRunError when the run is not current;
 * saving the same again changes nothing. A full disk is a StoreFullError, and nothing is lost.
 */
export abstract class GraphDraft {
  /**
   * Opens nodes that the graph's statutes have and the active build has not (by id and content hash), closes the others,
   * and closes questions, matches and edges of nodes closed. Positions, URLs and dates are renewed in place where only they changed.
   * A citation or hierarchy edge to a node that was only changed stays: it names the node, not its text.
   * Levels and statutes are the build's settings; from scratch, every row of the build before is closed. One transaction.
   * Done again before its step is left it begins anew from the build before; after that it says what it found.
   */
  abstract compare(run: BuildRun): Promise<BuildComparison>;

  /** What a build with these settings would find to do, without beginning one: the same comparison, and the same looking for drafts. */
  abstract foresee(
    graph: string,
    settings: Pick<BuildSettings, 'from' | 'levels' | 'statutes'>,
    fallbackKey?: string,
  ): Promise<ForeseenWork>;

  /**
   * Live nodes (neither repealed nor abolished) whose latest draft is not of their content hash and wanted drafting key, in order of id.
   * Wanted is the bank's entry where the graph's bank has one for this very text, else `fallbackKey`; without either a node is not missing anything.
   * Where the fallback is wanted, a draft under `importDraftingKey` is as good.
   */
  abstract undrafted(
    run: BuildRun,
    page: Page & { readonly upTo?: string; readonly fallbackKey?: string },
  ): Promise<readonly UndraftedNode[]>;

  /** Replaces the questions of nodes; a question that is there already stays the row it is. */
  abstract saveDrafts(run: BuildRun, drafts: readonly NodeDraft[]): Promise<void>;

  /** Live nodes and all questions that have no vector in the build's space, in order of owner. */
  abstract unembedded(run: BuildRun, page: Page & { readonly upTo?: string }): Promise<readonly Unembedded[]>;

  /** Stores vectors that are not there yet and links owners to them; throws a MissingVectorError for a link to no vector. */
  abstract saveVectors(run: BuildRun, links: readonly VectorLink[], rows: VectorRows): Promise<void>;

  /** Saves nodes as they are, instead of comparing: for importing a build that was exported. */
  abstract saveNodes(run: BuildRun, nodes: readonly ArticleNode[]): Promise<void>;
}
