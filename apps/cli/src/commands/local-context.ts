import type { EmbeddingSettings } from '@lexhop/embedding';
import type { Output } from '../terminal/output.js';

/** What commands work with that need no server: they embed in their own process. */
export interface LocalContext {
  readonly embedding: EmbeddingSettings;
  readonly output: Output;
}
