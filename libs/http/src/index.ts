/** HTTP: what an HTTP server of LexHop needs beside its routes: keys, rate limits, uploads, paging, event streams, and errors as problem details. */
export {
  AdminOnly,
  admitByKey,
  boardCookie,
  boardPath,
  BuildersOnly,
  noBoardCookie,
  opensGraph,
  WithoutKey,
} from './api-key.guard.js';
export { boundRate, boundSettings, ConcurrencyLimit } from './bounds.js';
export {
  answerExpectations,
  answerUnparsable,
  answerUnroutable,
  drainBodies,
  endSlowRequests,
  headersTimeout,
} from './connections.js';
export { BadRequestError, ForbiddenError, NotFoundError, UnauthorizedError } from './errors.js';
export { checkHostHeader, guardBrowsers } from './guard-browsers.js';
export { flag, listOf, pageFields, pageOf, pageQuerySchema, wholeNumber, wholeNumberOr } from './pages.js';
export { loggedProblem, type Problem, ProblemFilter, problemSchema } from './problem.filter.js';
export { recordChanges } from './record-changes.js';
export { abortWhenGone, compressJson, refuseOtherMethods, refuseUnstorable } from './requests.js';
export { endOfStream, eventStream, eventStreamType } from './server-events.js';
export {
  howFilesAreSent,
  parseBody,
  readUpload,
  readUploads,
  registerBodies,
  streamedTypes,
  TakesFile,
  TakesFiles,
} from './uploads.js';
