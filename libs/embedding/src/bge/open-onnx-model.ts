import { availableParallelism } from 'node:os';
import { type Logger, SettingError } from '@lexhop/foundation';
import type { EmbeddingSettings } from '../embedding-settings.js';
import { attentionBytesPerPair } from './embed-texts.js';
import type { Device, ModelFiles, ModelShape } from './model-description.js';
import { OnnxEmbeddingModel } from './onnx-embedding-model.js';
import type { OnnxThread } from './onnx-thread.js';
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
  readonly thread: OnnxThread;
  readonly logger: Logger;
}

const overlap = 128;

/** Opens a model as the settings say. Rejects with a SettingError where they can't work together, else as the model itself does. */
export function openOnnxModel(here: ModelHere, { settings, thread, logger }: LocalModels): Promise<OnnxEmbeddingModel> {
  const { name, model, revision, precision, shape, preparation, files } = here;
  const cutting = cuttingOf(settings, shape);
  const batched = precision !== 'int8' || settings.LEXHOP_EMBEDDING_INT8_BATCHED;
  const cut = cutting.kind === 'chunks' ? `${cutting.length}-${cutting.overlap}` : `truncate-${cutting.length}`;
  return OnnxEmbeddingModel.open({
    description: {
      name,
      files,
      shape,
      cutting,
      device: deviceOf(settings.LEXHOP_EMBEDDING_DEVICE),
      threads: settings.LEXHOP_EMBEDDING_THREADS || availableParallelism(),
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
    thread,
    logger,
  });
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
