/** Client: calls a LexHop server over REST, typed by its OpenAPI document; in Node and in browsers. */
export { askForAnswer } from './ask-for-answer.js';
export { type BuildReference, followBuild, type Following } from './follow-build.js';
export {
  answerOf,
  chunksOf,
  createLexHopClient,
  formWith,
  isAway,
  type LexHopClient,
  type RestPaths,
  type Schema,
  sendFile,
  type UploadAnswer,
  type UploadPath,
} from './lexhop-client.js';
export { ProblemError, problemFrom, ServerUnreachableError } from './problems.js';
