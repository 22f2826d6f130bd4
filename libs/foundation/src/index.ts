/** Foundation: the error base, settings, clock, logger and worker threads that every other room stands on. */
export {
  charactersToSimplified,
  charactersToTraditional,
  toSimplified,
  toTaiwanese,
  toTraditional,
} from './chinese-scripts.js';
export { Clock, SystemClock } from './clock.js';
export {
  asError,
  because,
  codeOf,
  LexHopError,
  type Reason,
  reasonOf,
  reasonSchema,
  SettingError,
  whyFailed,
  WorkerGoneError,
} from './errors.js';
export { makeFolder, syncFolder } from './folders.js';
export { inOrderOfKey, jsonOf, jsonOfLine, type Line, lineGroupsOf, linesOf } from './lines-of.js';
export { LoopTurns, Turns } from './loop-turns.js';
export { lengthAt, matchAt } from './match-at.js';
export { refuseMisspelt } from './misspelt-settings.js';
export { nearestNames } from './nearest-names.js';
export { boundedInteger, exactObject, namedObject } from './object-schemas.js';
export {
  type LogFacts,
  logFactsHere,
  Logger,
  observed,
  SilentLogger,
  withLogFacts,
  type Work,
  workChannel,
  type WorkName,
} from './observation.js';
export { packageFolder, packageVersion } from './package-folder.js';
export { pagesOf, slicesOf } from './pages.js';
export {
  addressSetting,
  booleanSetting,
  describeSettings,
  integerSetting,
  readSettings,
  secret,
  type SettingLine,
} from './settings.js';
export { countUnstorable, holdsOnlyStorable, isStorable, storableText, unstorableWords } from './storable-text.js';
export { oncePerKey, repeatedly, untilAborted } from './waiting.js';
export { IdleThread, serveWorkerThread, Transferred, WorkerThread } from './worker-thread.js';
