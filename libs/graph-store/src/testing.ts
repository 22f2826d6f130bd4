/** Test doubles of the graph store: all ports in memory. */
export { inMemoryGraphStore } from './testing/in-memory/in-memory-graph-store.js';
