/** What tests of other rooms need of model files: a model made of arithmetic, a hub that misbehaves, folders. */
export {
  aCache,
  anEntry,
  generatedFiles,
  type GeneratedModel,
  generatedModel,
  someSources,
} from './testing/generated-model.js';
export { type Mischief, startHub } from './testing/misbehaving-hub.js';
export { temporaryFolder, writeFiles, zipArchive } from './testing/files.js';
