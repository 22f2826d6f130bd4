/** Made-up parts of a graph, for tests of what shows one. */
export { anArticle, aQuestionEdge } from './testing/graphs.js';
