import { InMemoryPublishedGraph } from './testing/in-memory-published-graph.js';
import { describePublishedGraph } from './testing/published-graph.contract.js';
import type { OpenedPublishedGraph } from './testing/publishing-scene.js';

describePublishedGraph(
  'in memory',
  async () => {
    const published = new InMemoryPublishedGraph();
    const opened: OpenedPublishedGraph = {
      published,
      idsOf: (build) => published.idsOf(build),
      embeddedOf: (graph) => published.embeddedOf(graph),
      reopened: async (vectors) => {
        published.vectors = vectors;
        return opened;
      },
    };
    return opened;
  },
  8,
);
