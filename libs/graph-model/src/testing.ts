/** For tests of what uses the graph model: builds, and a graph that is kept by the rules alone, which every store must come to. */
export { aBuild, aSpace } from './testing/a-build.js';
export { isVisible } from './testing/intervals.js';
export { ModelGraph, type Move } from './testing/model-graph.js';
