import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { asError, because, reasonOf } from '@lexhop/foundation';
import {
  ModelFileError,
  type ModelFiles,
  ModelMissingError,
  type ModelShape,
  orAbsent,
  sha256OfFile,
} from '@lexhop/model-files';
import { z } from 'zod';
import type { EmbeddingProvider } from '../chain/embedding-provider.js';
import { notSet } from '../errors.js';
import { preparations } from './model-description.js';
import { filesHere, revisionOfDigests } from './onnx-provider.js';
import { type LocalModels, openOnnxModel } from './open-onnx-model.js';

/** What the chain calls the model of `LEXHOP_EMBEDDING_MODEL_PATH`. */
export const folderProviderName = 'folder';

const graphs = {
  fp32: ['onnx/model.onnx', 'model.onnx'],
  int8: ['onnx/model_int8.onnx', 'onnx/model_quantized.onnx', 'model_int8.onnx', 'model_quantized.onnx'],
  q4: ['onnx/model_q4.onnx', 'model_q4.onnx'],
} as const;

/**
 * A model of any name as a provider, in a folder laid out as that of BAAI/bge-m3: `config.json`, `tokenizer.json`, the graph in `onnx/` or beside
 * them, and `sparse_linear.pt` and `colbert_linear.pt` where the model has them. Its revision is a digest of its files.
 */
export function folderProvider(folder: string | undefined, local: LocalModels): EmbeddingProvider {
  const name = path.basename(folder ?? '');
  const precision = local.settings.LEXHOP_EMBEDDING_PRECISION;
  const given = () => {
    if (folder !== undefined) return folder;
    throw new ModelMissingError(folderProviderName, notSet('LEXHOP_EMBEDDING_MODEL_PATH'));
  };
  return {
    name: folderProviderName,
    serves: ({ provider, model }) => provider === 'onnx' && folder !== undefined && model === name,
    semantic: true,
    async outlook() {
      try {
        await filesIn(given(), graphs[precision]);
        return { state: 'ready', ...filesHere(given()) };
      } catch (thrown) {
        return { state: 'passed-over', ...reasonOf(thrown) };
      }
    },
    async open() {
      const files = await filesIn(given(), graphs[precision]);
      const shape = await readShape(path.join(given(), 'config.json'));
      const revision = await revisionOf(given(), files);
      return openOnnxModel(
        { name: folderProviderName, model: name, precision, revision, shape, preparation: preparations.trim, files },
        local,
      );
    },
  };
}

async function filesIn(folder: string, candidates: readonly string[]): Promise<ModelFiles> {
  const found = async (...names: readonly string[]) => {
    for (const file of names) {
      if (await stat(path.join(folder, file)).catch(orAbsent)) return path.join(folder, file);
    }
    return undefined;
  };
  const needed = async (...names: readonly string[]) => {
    const file = await found(...names);
    if (file !== undefined) return file;
    const reason = `${folder} (LEXHOP_EMBEDDING_MODEL_PATH) holds no ${names.join(' nor ')}.`;
    throw new ModelMissingError(
      folderProviderName,
      because('folder-without-file', reason, { folder, files: names.join('、') }),
    );
  };
  await needed('config.json');
  return {
    graph: await needed(...candidates),
    tokenizer: await needed('tokenizer.json', 'onnx/tokenizer.json'),
    sparseHead: await found('sparse_linear.pt'),
    colbertHead: await found('colbert_linear.pt'),
  };
}

/** A digest of the graph, of the files beside it that belong to it, of the tokenizer and of the heads. */
async function revisionOf(folder: string, files: ModelFiles): Promise<string> {
  const beside = (await readdir(path.dirname(files.graph), { withFileTypes: true }))
    .filter(
      (entry) =>
        !entry.isDirectory() && (entry.name.startsWith(path.basename(files.graph)) || !entry.name.includes('.')),
    )
    .map(({ name }) => path.join(path.dirname(files.graph), name));
  const deciding = [...new Set([...Object.values(files), ...beside])].filter((file) => file !== undefined);
  const digests = await Promise.all(
    deciding.map(async (file) => ({ file: { path: path.relative(folder, file) }, sha256: await sha256OfFile(file) })),
  );
  return revisionOfDigests(digests);
}

const configSchema = z.object({
  model_type: z.string(),
  max_position_embeddings: z.number().int().positive(),
  num_attention_heads: z.number().int().positive(),
});

/** A model's measures from its `config.json`. Rejects with a ModelFileError where it does not say them. */
export async function readShape(path: string): Promise<ModelShape> {
  const parsed = configSchema.safeParse(await readJson(path));
  if (!parsed.success) throw new ModelFileError(path, faultsOf(parsed.error), parsed.error);
  const { model_type: type, max_position_embeddings: positions, num_attention_heads: attentionHeads } = parsed.data;
  // RoBERTa counts positions from its padding id + 1, so two of them are never a token's.
  return { maxTokens: positions - (type.includes('roberta') ? 2 : 0), attentionHeads };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (thrown) {
    throw new ModelFileError(path, `it can't be read as JSON: ${asError(thrown).message}`, thrown);
  }
}

function faultsOf({ issues }: z.ZodError): string {
  const faults = issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));
  return `it does not say the measures of a model: ${faults.join('; ')}.`;
}
