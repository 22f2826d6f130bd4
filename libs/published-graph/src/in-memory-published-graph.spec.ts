import { InMemoryPublishedGraph } from './testing/in-memory-published-graph.js';
import { describePublishedGraph } from './testing/published-graph.contract.js';

describePublishedGraph(
  'in memory',
  async () => {
    const published = new InMemoryPublishedGraph();
    return { published, idsOf: (build) => published.idsOf(build) };
  },
  8,
);
