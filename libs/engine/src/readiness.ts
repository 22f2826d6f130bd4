import { because, namedObject, type Reason, reasonOf, reasonSchema } from '@lexhop/foundation';
import { providerStateSchema } from '@lexhop/embedding';
import type { GraphBuildParts } from '@lexhop/graph-build';
import type { PublishedGraph } from '@lexhop/published-graph';
import { z } from 'zod';
import type { EngineSettings } from './engine-settings.js';

/** A dependency, with the reason where it is not ready, or where something holds it up although it answers. */
const dependencySchema = reasonSchema.partial().extend({
  name: z.string(),
  ready: z.boolean().describe('Whether it answers.'),
  needed: z.boolean().describe('Whether some requests to this process can not be answered without it.'),
  meanwhile: reasonSchema.optional().describe('What does not work while it is not ready.'),
});
type Dependency = z.infer<typeof dependencySchema>;

/** Whether this process can answer requests now, and which dependencies it can't reach. */
export const readinessSchema = namedObject('Readiness', {
  ready: z.boolean().describe('Whether every dependency that is needed answers.'),
  degraded: z
    .boolean()
    .describe('Ready although a dependency is away. Work that needs that dependency waits, and goes on by itself.'),
  dependencies: z
    .array(dependencySchema)
    .describe('graph-store; neo4j where builds are published; job-queue, or redis where the jobs are in Redis.'),
  embedding: z
    .object({
      state: providerStateSchema.shape.state,
      provider: z.string().optional(),
    })
    .describe(
      'The provider that was chosen last, else the first of the chain. It does not count for `ready`, since many requests need no vectors.',
    ),
});
type Readiness = z.infer<typeof readinessSchema>;

const paused = because('queue-paused', 'The queue is paused: builds wait until it is resumed, at /admin/queues.');
const patience = 2_000;

/**
 * Asks each dependency for a little, and waits 2 s at most; never rejects.
 * @param graphsOfStore the graphs that this process can answer only from Neo4j; none for a process that answers no queries
 */
export async function readinessOf(
  { stores, published, queue, embedding }: GraphBuildParts,
  { queue: queueSettings }: Pick<EngineSettings, 'queue'>,
  graphsOfStore: () => Promise<readonly string[]> = async () => [],
): Promise<Readiness> {
  const queueName = queueSettings.REDIS_URL ? 'redis' : 'job-queue';
  const dependencies = await Promise.all([
    probe('graph-store', () => stores.builds.list({ states: ['running'], limit: 1 })),
    ...(published ? [publishedOf(published, graphsOfStore)] : []),
    probe(queueName, () => queue.depths()),
  ]);
  const isPaused = dependencies.at(-1)?.ready === true && (await queue.isPaused().catch(() => false));
  const { chain, inUse } = embedding.status();
  const provider = chain.find(({ name }) => name === inUse) ?? chain[0];
  const ready = dependencies.every((dependency) => dependency.ready || !dependency.needed);
  return {
    ready,
    degraded: ready && dependencies.some((dependency) => !dependency.ready),
    dependencies: isPaused
      ? dependencies.map((one) => (one.name === queueName ? { ...one, ...paused } : one))
      : dependencies,
    embedding: provider ? { state: provider.state, provider: provider.name } : { state: 'not-tried' },
  };
}

/** Neo4j is needed only by graphs that are answered from it: builds wait for it by themselves. */
async function publishedOf(
  published: PublishedGraph,
  graphsOfStore: () => Promise<readonly string[]>,
): Promise<Dependency> {
  const probed = await probe('neo4j', () => published.graphs());
  if (probed.ready) return { ...probed, needed: false };
  // Where the books are away, `graph-store` says so.
  const graphs = await graphsOfStore().catch(() => []);
  return { ...probed, needed: graphs.length > 0, meanwhile: meanwhileOf(graphs) };
}

function meanwhileOf(graphs: readonly string[]): Reason {
  if (graphs.length === 0)
    return because('builds-wait', 'Builds wait in their last step; graphs are answered from memory.');
  const named = graphs.join(', ');
  return because('graphs-unanswered', `Graphs ${named} are answered from there.`, { graphs: named });
}

async function probe(name: string, ask: () => Promise<unknown>): Promise<Dependency> {
  const late = new Promise<Reason>((resolve) => {
    const reason = because('no-answer', `no answer within ${patience} ms`, { milliseconds: patience });
    setTimeout(() => resolve(reason), patience).unref();
  });
  const reason = await Promise.race([ask().then(() => undefined, reasonOf), late]);
  return { name, ready: reason === undefined, needed: true, ...reason };
}
