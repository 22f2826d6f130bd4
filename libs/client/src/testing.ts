/** A made-up server for tests of what speaks to one. */
export { type Answers, answersEvents, answersJson, aServer, type LocalServer, sendBuild } from './testing/a-server.js';
