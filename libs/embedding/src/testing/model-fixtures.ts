import { trimmed } from '../bge/preparation.js';
import { ModelCache } from '../models/model-cache.js';
import type { ModelEntry } from '../models/model-entry.js';
import type { ModelSources } from '../models/model-sources.js';
import { generatedModel } from './generated-model.js';

export const generatedFiles = generatedModel();

/** A registry entry of the generated model in the repository `maker/model`, with nothing pinned. */
export function anEntry(changes: Partial<ModelEntry> = {}): ModelEntry {
  const file = { repository: 'maker/model', revision: 'main' };
  return {
    name: 'tiny',
    model: 'tiny',
    precision: 'fp32',
    shape: { maxTokens: 64, attentionHeads: 2 },
    preparation: trimmed,
    bytes: 10_000,
    needs: { disk: 20_000, memory: 20_000 },
    files: [
      { ...file, role: 'graph', path: 'onnx/model.onnx' },
      { ...file, role: 'tokenizer', path: 'tokenizer.json' },
      { ...file, path: 'config.json' },
    ],
    ...changes,
  };
}

/** Sources that reach a hub on this machine, and lose patience at once. */
export function someSources(
  changes: Partial<ModelSources> & { readonly cache: string; readonly endpoint?: string },
): ModelSources {
  return {
    hub: { endpoint: changes.endpoint ?? 'http://127.0.0.1:1', answerMs: 2_000 },
    offline: false,
    patience: { attempts: 4, firstWaitMs: 1, longestWaitMs: 2_000, stallMs: 300 },
    maven: '/nonexistent/mvn',
    ...changes,
  };
}

/** A cache of one model. */
export function aCache(sources: ModelSources, entry: ModelEntry = anEntry()): ModelCache {
  return new ModelCache(sources, [entry]);
}
