/** What tests of any room need: to see what holds a thread, to send a door whatever may come, and where test data lies. */
export { EventLoopWatch } from './testing/event-loop-watch.js';
export { brokenFiles, describeFuzz } from './testing/fuzz.js';
export { type LocalServer, localServer } from './testing/local-server.js';
export { allLaw, testData } from './testing/test-data.js';
