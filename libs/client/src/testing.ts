/** A made-up server for tests of what speaks to one. */
export { answersEvents, answersJson, aServer } from './testing/a-server.js';
