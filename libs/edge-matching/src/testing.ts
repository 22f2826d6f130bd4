/** Test doubles of edge matching. */
export { naiveMatches } from './testing/naive-matches.js';
