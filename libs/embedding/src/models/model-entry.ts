import type { ModelFiles, ModelShape } from '../bge/model-description.js';
import type { Preparation } from '../bge/preparation.js';

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
  /** The model's name and precision in the embedding space. */
  readonly model: string;
  readonly precision: 'fp32' | 'int8' | 'q4';
  readonly shape: ModelShape;
  readonly preparation: Preparation;
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
