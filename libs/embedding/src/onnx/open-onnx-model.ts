import { availableParallelism } from 'node:os';
import { type Logger, SettingError } from '@lexhop/foundation';
import type { Device, ModelFiles, ModelShape } from '@lexhop/model-files';
import type { EmbeddingSettings } from '../embedding-settings.js';
import type { Preparation } from './model-description.js';
import { OnnxEmbeddingModel } from './onnx-embedding-model.js';
import type { OnnxThreads } from './onnx-threads.js';
import { attentionBytesPerPair, type Cutting } from './sequences.js';

/** A model whose files are here. */
interface ModelHere {
  readonly name: string;
  /** The model, its revision and its precision in the embedding space. */
  readonly model: string;
  readonly revision: string;
  readonly precision: string;
  readonly shape: ModelShape;
  readonly preparation: Preparation;
  readonly files: ModelFiles;
}

/** What local models share. */
export interface LocalModels {
  readonly settings: EmbeddingSettings;
  readonly threads: OnnxThreads;
  readonly logger: Logger;
}

const overlap = 128;
/** A head has 64 dimensions: narrow is up to 512, as bge-small is, whose int8 weights take 24 MB. */
const headsOfNarrow = 8;
/** In how many copies a model may be loaded: a wide one's weights are large, BGE-M3's in int8 above 0.5 GB. */
const mostCopies = { narrow: 4, wide: 2 };

/** Opens a model as the settings say. Rejects with a SettingError where they can't work together, else as the model itself does. */
export function openOnnxModel(
  here: ModelHere,
  { settings, threads, logger }: LocalModels,
): Promise<OnnxEmbeddingModel> {
  const { name, model, revision, precision, shape, preparation, files } = here;
  const device = settings.LEXHOP_EMBEDDING_DEVICE;
  const most = mostCopiesOf(here, device);
  const cores = coresOf(settings.LEXHOP_EMBEDDING_THREADS || availableParallelism(), shape, most);
  const attentionBytes = (settings.LEXHOP_EMBEDDING_MEMORY_MB * 1e6) / cores.copies;
  const cutting = cuttingOf(settings, shape, { copies: cores.copies, mostCopies: most });
  const batched = precision !== 'int8' || settings.LEXHOP_EMBEDDING_INT8_BATCHED;
  const cut = cutting.kind === 'chunks' ? `${cutting.length}-${cutting.overlap}` : `truncate-${cutting.length}`;
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
    threads,
    logger,
  });
}

/**
 * In how many copies a model is loaded where there are cores enough. Threads inside an int8 model shorten little (measured, one core and two:
 * a question through bge-small 0.9 and 1.0 to 2.4 ms, through BGE-M3's shape 34 and 26 ms; 506 tokens together 450 and 256 to 325 ms): texts run
 * side by side.
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
): Cutting {
  const asked = settings.LEXHOP_EMBEDDING_CHUNK_TOKENS;
  // The length is part of the space: it must not depend on how many cores a machine has.
  if (asked === 0)
    return { kind: 'truncate', length: Math.min(shape.maxTokens, affordableTokens(settings, shape, most)) };
  const length = Math.min(asked, shape.maxTokens);
  const affordable = affordableTokens(settings, shape, copies);
  if (length <= affordable) return { kind: 'chunks', length, overlap };
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
