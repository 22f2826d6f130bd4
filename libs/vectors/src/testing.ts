/** Test doubles of vectors. */
export { NaiveSearch } from './testing/naive-search.js';
