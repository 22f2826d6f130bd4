/** Test doubles of vectors. */
export { naiveNearest, NaiveSearch } from './testing/naive-search.js';
