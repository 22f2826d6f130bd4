/** Model files: which models can run on this machine, where their files are, how they are fetched, and how their graph and tokenizer are opened. */
export { orAbsent } from './cache-layout.js';
export { ModelFileError, ModelMissingError } from './errors.js';
export { sha256OfFile } from './file-digests.js';
export { type LocatedFile } from './locate-model.js';
export {
  createModelCache,
  ModelCache,
  type ModelListing,
  modelListingSchema,
  type VerifiedFile,
} from './model-cache.js';
export { isCommit, type ModelEntry, type ModelFiles, type ModelShape, type PreparationName } from './model-entry.js';
export { modelFilesSettings } from './model-files-settings.js';
export { type ModelPull, ModelPulls, modelPullSchema } from './model-pulls.js';
export { modelEntry, modelRegistry } from './model-registry.js';
export {
  type Device,
  type GraphOutput,
  type OpenedSession,
  openSession,
  runGraph,
  sessionOptions,
  readTokenizer,
  type TextTokenizer,
} from './onnx-session.js';
export { readEntry, withZip, type ZipEntry } from './read-zip.js';
export { filesMissing, megabytes, whyNotFetched } from './room-for-model.js';
