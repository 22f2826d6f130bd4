/** What tests of any room need to see of a thread. */
export { EventLoopWatch } from './testing/event-loop-watch.js';
