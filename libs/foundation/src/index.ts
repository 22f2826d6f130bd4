/** Foundation: the error base, settings, clock, logger and worker threads that every other room stands on. */
export { asError, LexHopError } from './lexhop-error.js';
export { SettingError } from './setting-error.js';
export {
  booleanSetting,
  describeSettings,
  integerSetting,
  readSettings,
  secret,
  type SettingLine,
  type SettingsSlice,
} from './settings.js';
export { Clock, SystemClock } from './clock.js';
export { type LogFacts, logFactsHere, Logger, SilentLogger, withLogFacts } from './logger.js';
export { observed, type Work, workChannel, type WorkName } from './observed.js';
export { countUnstorable, holdsOnlyStorable, isStorable, storableText, unstorableWords } from './storable-text.js';
export { serveWorkerThread, Transferred, WorkerThread, type WorkerMethods } from './worker-thread.js';
export { WorkerGoneError } from './worker-gone-error.js';
