/** What tests of any room need: to see what holds a thread, and where test data lies. */
export { EventLoopWatch } from './testing/event-loop-watch.js';
export { allLaw, testData } from './testing/test-data.js';
