import { availableParallelism } from 'node:os';
import { type Logger, SettingError } from '@lexhop/foundation';
import type { Device, ModelFiles, ModelShape } from '@lexhop/model-files';
import type { EmbeddingSettings } from '../embedding-settings.js';
import type { Preparation } from './model-description.js';
import { OnnxEmbeddingModel } from './onnx-embedding-model.js';
import { attentionBytesPerPair, type TokenCutting } from './sequences.js';

/** A model whose files are on this machine. */
interface ModelHere {
  readonly name: string;
  /** Model, revision and precision as its embedding space has them. */
  readonly model: string;
  readonly revision: string;
  readonly precision: string;
  readonly shape: ModelShape;
  readonly preparation: Preparation;
  readonly files: ModelFiles;
}

/** What all local models are opened with. */
export interface LocalModels {
  readonly settings: EmbeddingSettings;
  readonly logger: Logger;
}

/** In tokens, of two chunks of a text. */
const overlap = 128;
/** A narrow model has at most so many attention heads, of 64 dimensions each. bge-small is one: its int8 weights take 24 MB. */
const headsOfNarrow = 8;
/** In how many copies a model may be loaded. The weights of a wide one are large: BGE-M3's in int8 take over 0.5 GB. */
const mostCopies = { narrow: 4, wide: 2 };

/** Opens a model as the settings say. Throws a SettingError where these can't work together; rejects as OnnxEmbeddingModel.open does. */
export function openOnnxModel(here: ModelHere, { settings, logger }: LocalModels): Promise<OnnxEmbeddingModel> {
  const { name, model, revision, precision, shape, preparation, files } = here;
  const device = settings.LEXHOP_EMBEDDING_DEVICE;
  const most = mostCopiesOf(here, device);
  const cores = coresOf(settings.LEXHOP_EMBEDDING_THREADS || availableParallelism(), shape, most);
  const attentionBytes = (settings.LEXHOP_EMBEDDING_MEMORY_MB * 1e6) / cores.copies;
  const cutting = cuttingOf(settings, shape, { copies: cores.copies, mostCopies: most });
  const batched = precision !== 'int8' || settings.LEXHOP_EMBEDDING_INT8_BATCHED;
  const cut = cutting.overlap === undefined ? `truncate-${cutting.length}` : `${cutting.length}-${cutting.overlap}`;
  return OnnxEmbeddingModel.open({
    description: {
      name,
      files,
      shape,
      cutting,
      device,
      ...cores,
      batchTokens: settings.LEXHOP_EMBEDDING_BATCH_TOKENS,
      attentionBytes,
      alone: !batched,
    },
    preparation,
    space: {
      model,
      revision,
      precision: precision === 'int8' && batched ? 'int8-batched' : precision,
      preparation: `${preparation.version}-${cut}`,
      semantic: true,
      reproducible: precision !== 'int8' || !batched,
    },
    idleUnloadMs: settings.LEXHOP_EMBEDDING_IDLE_UNLOAD_S * 1000,
    logger,
  });
}

/**
 * In how many copies a model is loaded where there are cores enough. An int8 model gains little by threads inside it, so its texts run side by side
 * in copies. Measured on one core and on two: a question takes 0.9 and 1.0 to 2.4 ms through bge-small, 34 and 26 ms through BGE-M3's shape;
 * 506 tokens together take 450 and 256 to 325 ms.
 */
function mostCopiesOf({ precision, shape }: Pick<ModelHere, 'precision' | 'shape'>, device: Device): number {
  if (precision !== 'int8' || device !== 'cpu') return 1;
  return isNarrow(shape) ? mostCopies.narrow : mostCopies.wide;
}

function coresOf(cores: number, shape: ModelShape, most: number) {
  const copies = Math.min(cores, most);
  return { threads: most > 1 && isNarrow(shape) ? 1 : Math.floor(cores / copies), copies };
}

function isNarrow({ attentionHeads }: ModelShape): boolean {
  return attentionHeads <= headsOfNarrow;
}

function cuttingOf(
  settings: EmbeddingSettings,
  shape: ModelShape,
  { copies, mostCopies: most }: { readonly copies: number; readonly mostCopies: number },
): TokenCutting {
  const asked = settings.LEXHOP_EMBEDDING_CHUNK_TOKENS;
  // The length is part of the space: it must not depend on how many cores a machine has.
  if (asked === 0) return { length: Math.min(shape.maxTokens, affordableTokens(settings, shape, most)) };
  const length = Math.min(asked, shape.maxTokens);
  const affordable = affordableTokens(settings, shape, copies);
  if (length <= affordable) return { length, overlap };
  const { LEXHOP_EMBEDDING_MEMORY_MB: memory } = settings;
  throw new SettingError(
    'LEXHOP_EMBEDDING_CHUNK_TOKENS',
    String(asked),
    `with LEXHOP_EMBEDDING_MEMORY_MB=${memory} up to ${affordable} tokens are allowed.`,
  );
}

/** The longest text whose attention has room in the memory of the settings while so many copies run. */
function affordableTokens(settings: EmbeddingSettings, shape: ModelShape, copies: number): number {
  const bytes = (settings.LEXHOP_EMBEDDING_MEMORY_MB * 1e6) / copies;
  return Math.floor(Math.sqrt(bytes / attentionBytesPerPair(shape.attentionHeads)));
}
