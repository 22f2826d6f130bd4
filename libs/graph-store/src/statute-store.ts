import type { ArticleNode } from '@lexhop/graph-model';
import type { Statute } from '@lexhop/statutes';

/** What a graph keeps of a statute beside its articles. */
export interface StatuteRecord extends Omit<Statute, 'articles'> {
  /** The file it was read from, as the caller named it. */
  readonly sourceFile: string;
  readonly articleCount: number;
}

/** A statute and its nodes at every level, articles and paragraphs, in order of position. */
export interface StatuteWithNodes {
  readonly statute: StatuteRecord;
  readonly nodes: readonly ArticleNode[];
}

export interface StatutesSaved {
  readonly added: number;
  readonly replaced: number;
  /** Read again with nothing changed. */
  readonly unchanged: number;
  /** Not saved, because the graph has a version that was amended later. */
  readonly outdated: readonly OutdatedStatute[];
}

export interface OutdatedStatute {
  readonly id: string;
  /** When the version that the graph has, and keeps, was amended last. */
  readonly kept: string;
}

/** A part of a list ordered by id: what comes after `after`, at most `limit` of it. */
export interface Page {
  readonly after?: string;
  readonly limit: number;
}

/** The statutes of each graph as they were uploaded: what the next build is compared with. Not versioned. */
export abstract class StatuteStore {
  /** Saves statutes whole, each replacing the one of its id unless that was amended later; all of one call or none. */
  abstract put(graph: string, statutes: readonly StatuteWithNodes[]): Promise<StatutesSaved>;

  /** In order of id; `text` keeps those whose title or id contains it. */
  abstract list(graph: string, page: Page & { readonly text?: string }): Promise<readonly StatuteRecord[]>;

  /** A statute with its nodes, or only those of one level, in order of position. */
  abstract find(graph: string, id: string, level?: ArticleNode['level']): Promise<StatuteWithNodes | undefined>;

  /** Those of these node ids that the graph's statutes have, each once, in no promised order. */
  abstract existing(graph: string, nodeIds: readonly string[]): Promise<readonly string[]>;

  /** Deletes statutes and says how many there were; ids unknown to the graph are not an error. */
  abstract delete(graph: string, ids: readonly string[]): Promise<number>;

  /** Statutes, and nodes by level: live ones, and those repealed or of an abolished statute. */
  abstract count(graph: string): Promise<StatuteCounts>;
}

export interface StatuteCounts {
  readonly statutes: number;
  readonly articles: { readonly live: number; readonly repealed: number };
  readonly paragraphs: { readonly live: number; readonly repealed: number };
}
