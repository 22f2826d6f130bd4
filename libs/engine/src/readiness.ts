import { because, type Reason, reasonOf, reasonSchema } from '@lexhop/foundation';
import type { GraphBuildParts } from '@lexhop/graph-build';
import type { PublishedGraph } from '@lexhop/published-graph';
import { z } from 'zod';
import { deploymentOf } from './backends.js';
import type { EngineSettings } from './engine-settings.js';

/** With why it is not ready, or what holds it up though it answers. */
const dependencySchema = reasonSchema.partial().extend({
  name: z.string(),
  ready: z.boolean().describe('Whether it answers.'),
  needed: z.boolean().describe('Whether something that is asked here can not be answered without it.'),
  meanwhile: reasonSchema.optional().describe('What stands still while it is not ready, in the same form.'),
});
type Dependency = z.infer<typeof dependencySchema>;

/** Whether this process answers what it is asked now, and what it can't reach. */
export const readinessSchema = z.object({
  ready: z.boolean().describe('Whether every dependency that is needed answers.'),
  degraded: z.boolean().describe('Ready, although a dependency is away: what needs it waits, and goes on by itself.'),
  dependencies: z
    .array(dependencySchema)
    .describe('graph-store; neo4j, where builds are published; job-queue, or redis where the jobs are.'),
  embedding: z
    .object({
      state: z.enum(['not-tried', 'opening', 'ready', 'passed-over']),
      provider: z.string().optional(),
    })
    .describe(
      'Of the provider that was chosen last, else of the first of the chain. Nobody is kept out for it: what needs no vectors is answered.',
    ),
});
type Readiness = z.infer<typeof readinessSchema>;

const paused = because('queue-paused', 'The queue is paused: builds wait until it is resumed, at /admin/queues.');
const patience = 2_000;

/**
 * Asks each dependency for a little, 2 s at most; never rejects.
 * @param graphsOfStore graphs that questions are asked of and that can be answered from Neo4j alone; none of a process that is asked no questions
 */
export async function readinessOf(
  { stores, published, queue, embedding }: GraphBuildParts,
  settings: Pick<EngineSettings, 'store' | 'neo4j' | 'queue'>,
  graphsOfStore: () => Promise<readonly string[]> = async () => [],
): Promise<Readiness> {
  const { redisUrl } = deploymentOf(settings);
  const queueName = redisUrl ? 'redis' : 'job-queue';
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

/** Builds wait for Neo4j by themselves; only a graph that is answered from there needs it. */
async function publishedOf(
  published: PublishedGraph,
  graphsOfStore: () => Promise<readonly string[]>,
): Promise<Dependency> {
  const probed = await probe('neo4j', () => published.graphs());
  if (probed.ready) return { ...probed, needed: false };
  // Books that are away are told of by themselves.
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
