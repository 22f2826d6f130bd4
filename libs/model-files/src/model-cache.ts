import path from 'node:path';
import { because } from '@lexhop/foundation';
import { z } from 'zod';
import { cacheFolder, repositoryFolder } from './cache-layout.js';
import { defaultPatience } from './download-file.js';
import { ModelMissingError } from './errors.js';
import { sha256OfFile } from './file-digests.js';
import { type LocatedFile, locateModel } from './locate-model.js';
import type { ModelEntry, ModelSources, PullOptions } from './model-entry.js';
import type { ModelFilesSettings } from './model-files-settings.js';
import { modelEntry, modelRegistry } from './model-registry.js';
import { pinKey, type Pins, readPins } from './pins.js';
import { locateAndPin, pullModel } from './pull-model.js';

/** A first answer of the hub that takes longer is not worth a build's waiting: the chain goes on. */
const answerMs = 10_000;

/** The models on this machine and where they come from, as the settings say. */
export function createModelCache(settings: ModelFilesSettings): ModelCache {
  return new ModelCache({
    cache: cacheFolder(settings),
    hub: { endpoint: settings.HF_ENDPOINT.replace(/\/+$/u, ''), token: settings.HF_TOKEN, answerMs },
    offline: settings.HF_HUB_OFFLINE,
    patience: defaultPatience,
    maven: 'mvn',
  });
}

const pinningSchema = z.enum(['pinned', 'pinned on first use', 'not pinned yet']);
/** Where a model's digests come from: written in the registry, found at the first pull, or not known before it. */
type Pinning = z.infer<typeof pinningSchema>;

/** A model of the registry and whether it is here. */
export const modelListingSchema = z.object({
  name: z.string(),
  model: z.string(),
  precision: z.string(),
  bytes: z.number().describe('Of all its files, about.'),
  here: z.boolean(),
  reasons: z.array(z.string()).readonly().describe('Why it is not here, a sentence for each file.'),
  pinning: pinningSchema,
  sources: z.array(z.string()).readonly(),
});
export type ModelListing = Readonly<z.infer<typeof modelListingSchema>>;

/** What verifying found of one file. */
export interface VerifiedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** What it must be; as it is now when it was not pinned. */
  readonly expected: string;
  readonly right: boolean;
  readonly pinning: Pinning;
}

/** The models on this machine: in the cache that Hugging Face's programs share. */
export class ModelCache {
  /** @param registry the models known; those of LexHop unless a test says otherwise */
  constructor(
    readonly sources: ModelSources,
    private readonly registry: readonly ModelEntry[] = modelRegistry,
  ) {}

  /** Every model known, and whether it is here. Makes no request. */
  async list(): Promise<readonly ModelListing[]> {
    const pins = await readPins(this.sources.cache);
    return Promise.all(this.registry.map((entry) => this.#listing(entry, pins)));
  }

  /** One model, and whether it is here. Makes no request; rejects with an UnknownModelError. */
  async listed(name: string): Promise<ModelListing> {
    return this.#listing(modelEntry(name, this.registry), await readPins(this.sources.cache));
  }

  /** Fetches a model, whatever its size: reads every byte of what is here, and fetches what is missing or wrong. Throws an UnknownModelError or ModelDownloadError. */
  pull(name: string, options: PullOptions = {}): Promise<readonly LocatedFile[]> {
    return pullModel(modelEntry(name, this.registry), this.sources, options);
  }

  /**
   * A model's files, pinned where their digests were not known; undefined when it is not whole here. Makes no request, and believes
   * the size and the name of a file that the cache named by its digest: what became of its bytes since is for `verify` and `pull`.
   */
  find(entry: ModelEntry): Promise<readonly LocatedFile[] | undefined> {
    return locateAndPin(entry, this.sources.cache);
  }

  /** Whether a model is whole here. Makes no request and pins nothing. */
  async has(entry: ModelEntry): Promise<boolean> {
    return (await locateModel(entry, this.sources.cache)).reasons.length === 0;
  }

  /** Reads every byte of a model and compares. Throws an UnknownModelError or ModelMissingError. */
  async verify(name: string): Promise<readonly VerifiedFile[]> {
    const pins = await readPins(this.sources.cache);
    const files: VerifiedFile[] = [];
    for (const { file, path: place, bytes, sha256: expected } of await this.#located(name)) {
      const sha256 = await sha256OfFile(place);
      files.push({
        path: place,
        bytes,
        sha256,
        expected,
        right: sha256 === expected,
        pinning: pinningOf([file], pins),
      });
    }
    return files;
  }

  /** The folder that holds a model's graph. Throws an UnknownModelError, or a ModelMissingError that says where it would be. */
  async path(name: string): Promise<string> {
    const files = await this.#located(name);
    return path.dirname(files.find(({ file }) => file.role === 'graph')?.path ?? this.sources.cache);
  }

  async #located(name: string): Promise<readonly LocatedFile[]> {
    const entry = modelEntry(name, this.registry);
    const { files, reasons } = await locateModel(entry, this.sources.cache);
    if (reasons.length === 0) return files;
    const folders = [...new Set(entry.files.map(({ repository }) => repositoryFolder(this.sources.cache, repository)))];
    const reason = `${reasons.join(' ')} It would be in ${folders.join(' and ')}.`;
    throw new ModelMissingError(name, because('files-missing', reason, { folder: folders.join('、') }));
  }

  async #listing(entry: ModelEntry, pins: Pins): Promise<ModelListing> {
    const { name, model, precision, bytes, maven } = entry;
    const { reasons } = await locateModel(entry, this.sources.cache);
    return {
      name,
      model,
      precision,
      bytes,
      here: reasons.length === 0,
      reasons,
      pinning: pinningOf(entry.files, pins),
      sources: ['hugging-face', ...(maven ? ['maven'] : [])],
    };
  }
}

function pinningOf(files: ModelEntry['files'], pins: Pins): Pinning {
  const unknown = files.filter(({ sha256 }) => sha256 === undefined);
  if (unknown.length === 0) return 'pinned';
  return unknown.every((file) => pins[pinKey(file)]) ? 'pinned on first use' : 'not pinned yet';
}
