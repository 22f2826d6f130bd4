import { createHash } from 'node:crypto';
import { because, type Reason } from '@lexhop/foundation';
import {
  filesMissing,
  isCommit,
  type LocatedFile,
  megabytes,
  type ModelCache,
  type ModelEntry,
  type ModelFiles,
  ModelMissingError,
  whyNotFetched,
} from '@lexhop/model-files';
import type { EmbeddingProvider, OpenOptions, Outlook } from '../chain/embedding-provider.js';
import type { EmbeddingModel } from '../embedding-model.js';
import { preparations } from './model-description.js';
import { type LocalModels, openOnnxModel } from './open-onnx-model.js';

/**
 * A model of the registry as a provider. Its files are taken from the cache, or fetched where that is allowed, they are small enough and there is room.
 * @param name its name in the chain; the entry may be of another precision than the name says
 */
export function onnxProvider(
  name: string,
  entry: ModelEntry,
  { cache, local }: { readonly cache: ModelCache; readonly local: LocalModels },
): EmbeddingProvider {
  return {
    name,
    serves: ({ provider, model, precision }) =>
      provider === 'onnx' && model === entry.model && precision.replace('-batched', '') === entry.precision,
    semantic: true,
    outlook: () => outlookOf(entry, cache, local.settings.LEXHOP_MODEL_DOWNLOAD_LIMIT_MB),
    async open(options: OpenOptions): Promise<EmbeddingModel> {
      const files = (await cache.find(entry)) ?? (await fetched(entry, { name, cache, local, options }));
      const { model, precision, shape } = entry;
      const preparation = preparations[entry.preparation];
      const revision = revisionOf(entry, files);
      return openOnnxModel({ name, model, precision, shape, preparation, revision, files: byRole(files) }, local);
    },
  };
}

interface Fetch {
  readonly name: string;
  readonly cache: ModelCache;
  readonly local: LocalModels;
  readonly options: OpenOptions;
}

async function fetched(entry: ModelEntry, { name, cache, local, options }: Fetch): Promise<readonly LocatedFile[]> {
  const refusal = options.download
    ? await whyNotFetched(entry, cache.sources, local.settings.LEXHOP_MODEL_DOWNLOAD_LIMIT_MB)
    : filesMissing(cache.sources.cache);
  if (refusal !== undefined) throw new ModelMissingError(entry.name, refusal);
  return cache.pull(entry.name, {
    signal: options.signal,
    onProgress: (progress) => options.onProgress?.({ name, ...progress }),
  });
}

async function outlookOf(entry: ModelEntry, cache: ModelCache, limitMb: number): Promise<Outlook> {
  const { cache: folder, offline } = cache.sources;
  if (await cache.has(entry)) return { state: 'ready', ...filesHere(folder) };
  if (offline) {
    const reason = `its files are not whole in ${folder}, and HF_HUB_OFFLINE is set.`;
    return { state: 'passed-over', ...because('files-missing-offline', reason, { folder }) };
  }
  const refusal = await whyNotFetched(entry, cache.sources, limitMb);
  if (refusal !== undefined) return { state: 'passed-over', ...refusal };
  const { bytes } = entry;
  const reason = `its ${megabytes(bytes)} MB are fetched when a build embeds, if they can be had.`;
  return { state: 'fetch', bytes, ...because('fetched-when-embedding', reason, { megabytes: megabytes(bytes) }) };
}

/** Why a local model can be used. */
export function filesHere(folder: string): Reason {
  return because('files-here', `its files are in ${folder}.`, { folder });
}

function byRole(files: readonly LocatedFile[]): ModelFiles {
  const place = (role: keyof ModelFiles) => files.find(({ file }) => file.role === role)?.path;
  return {
    graph: place('graph') ?? '',
    tokenizer: place('tokenizer') ?? '',
    sparseHead: place('sparseHead'),
    colbertHead: place('colbertHead'),
  };
}

/** The commit of the files, where the registry names one for all of them; else a digest of the files' digests. */
function revisionOf(entry: ModelEntry, files: readonly LocatedFile[]): string {
  const [revision = '', ...others] = [...new Set(entry.files.map((file) => `${file.repository}@${file.revision}`))];
  const commit = revision.split('@')[1] ?? '';
  return others.length === 0 && isCommit(commit) ? commit.slice(0, 12) : revisionOfDigests(files);
}

/** Twelve hexadecimal digits that are the same for files of the same names and bytes, wherever they came from. */
export function revisionOfDigests(
  files: readonly { readonly file: { readonly path: string }; readonly sha256: string }[],
): string {
  const lines = files.map(({ file, sha256 }) => `${file.path} ${sha256}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12);
}
