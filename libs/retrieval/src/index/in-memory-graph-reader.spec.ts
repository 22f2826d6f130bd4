import { indexOf } from '../testing/graph-fixture.js';
import { describeGraphReader } from '../testing/graph-reader.contract.js';
import { InMemoryGraphReader } from './in-memory-graph-reader.js';

describeGraphReader('The in-memory reader', async (graph) => ({
  reader: new InMemoryGraphReader(indexOf(graph)),
  close: async () => {},
}));
