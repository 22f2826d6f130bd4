import { availableParallelism } from 'node:os';
import { type Logger, SettingError } from '@lexhop/foundation';
import type { EmbeddingSettings } from '../embedding-settings.js';
import { attentionBytesPerPair } from './embed-texts.js';
import type { Device, ModelDescription, ModelFiles, ModelShape } from './model-description.js';
import { OnnxEmbeddingModel } from './onnx-embedding-model.js';
import type { OnnxThreads } from './onnx-threads.js';
import type { Preparation } from './preparation.js';
import type { Cutting } from './text/cut-sequences.js';

/** A model whose files are here. */
export interface ModelHere {
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
const mostCopies = 4;

/** Opens a model as the settings say. Rejects with a SettingError where they can't work together, else as the model itself does. */
export function openOnnxModel(
  here: ModelHere,
  { settings, threads, logger }: LocalModels,
): Promise<OnnxEmbeddingModel> {
  const { name, model, revision, precision, shape, preparation, files } = here;
  const cutting = cuttingOf(settings, shape);
  const device = deviceOf(settings.LEXHOP_EMBEDDING_DEVICE);
  const batched = precision !== 'int8' || settings.LEXHOP_EMBEDDING_INT8_BATCHED;
  const cut = cutting.kind === 'chunks' ? `${cutting.length}-${cutting.overlap}` : `truncate-${cutting.length}`;
  return OnnxEmbeddingModel.open({
    description: {
      name,
      files,
      shape,
      cutting,
      device,
      ...coresOf(settings.LEXHOP_EMBEDDING_THREADS || availableParallelism(), { alone: !batched, device, shape }),
      batchTokens: settings.LEXHOP_EMBEDDING_BATCH_TOKENS,
      attentionBytes: settings.LEXHOP_EMBEDDING_MEMORY_MB * 1e6,
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
 * How a model uses so many cores. One short text through a narrow model is work of a millisecond, which threads inside it only make
 * longer (measured: 0.9 ms on one core, 1.0 to 2.4 ms on two): such texts run side by side, each on one core.
 */
function coresOf(cores: number, { alone, device, shape }: Pick<ModelDescription, 'alone' | 'device' | 'shape'>) {
  const sideBySide = alone && device === 'cpu' && shape.attentionHeads <= headsOfNarrow;
  return sideBySide ? { threads: 1, copies: Math.min(cores, mostCopies) } : { threads: cores, copies: 1 };
}

function cuttingOf(settings: EmbeddingSettings, shape: ModelShape): Cutting {
  const asked = settings.LEXHOP_EMBEDDING_CHUNK_TOKENS;
  const length = Math.min(asked || shape.maxTokens, shape.maxTokens);
  const affordable = Math.sqrt(
    (settings.LEXHOP_EMBEDDING_MEMORY_MB * 1e6) / attentionBytesPerPair(shape.attentionHeads),
  );
  if (length > affordable) {
    throw new SettingError(
      'LEXHOP_EMBEDDING_CHUNK_TOKENS',
      String(asked),
      `with LEXHOP_EMBEDDING_MEMORY_MB=${settings.LEXHOP_EMBEDDING_MEMORY_MB} up to ${Math.floor(affordable)} tokens are allowed`,
    );
  }
  return asked === 0 ? { kind: 'truncate', length } : { kind: 'chunks', length, overlap };
}

function deviceOf(setting: string): Device {
  if (setting === 'cpu' || setting === 'auto') return setting;
  return `cuda:${Number(setting.split(':')[1] ?? 0)}`;
}
