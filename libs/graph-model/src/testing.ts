/** Test doubles of the graph model: a graph that is kept by the rules alone, which every store must come to. */
export { isVisible } from './testing/intervals.js';
export { ModelGraph, type Move } from './testing/model-graph.js';
