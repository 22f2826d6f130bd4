/** Test doubles of edge matching. */
export { naiveMatches, type NaiveMatchRequest } from './testing/naive-matches.js';
