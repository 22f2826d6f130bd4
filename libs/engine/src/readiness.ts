import { asError } from '@lexhop/foundation';
import type { GraphBuildParts } from '@lexhop/graph-build';
import { z } from 'zod';
import { deploymentOf } from './backends.js';
import type { EngineSettings } from './engine-settings.js';

const dependencySchema = z.object({ name: z.string(), ready: z.boolean(), reason: z.string().optional() });

/** Whether this process can do its work now, and what it can't reach. */
export const readinessSchema = z.object({
  ready: z.boolean().describe('Whether every dependency answers.'),
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

const patience = 2_000;

/** Asks each dependency for a little, 2 s at most; never rejects. */
export async function readinessOf(
  { stores, published, queue, embedding }: GraphBuildParts,
  settings: Pick<EngineSettings, 'store' | 'neo4j' | 'queue'>,
): Promise<Readiness> {
  const { redisUrl } = deploymentOf(settings);
  const dependencies = await Promise.all([
    probe('graph-store', () => stores.builds.list({ states: ['running'], limit: 1 })),
    ...(published ? [probe('neo4j', () => published.graphs())] : []),
    probe(redisUrl ? 'redis' : 'job-queue', () => queue.depths()),
  ]);
  const { chain, inUse } = embedding.status();
  const provider = chain.find(({ name }) => name === inUse) ?? chain[0];
  return {
    ready: dependencies.every(({ ready }) => ready),
    dependencies,
    embedding: provider ? { state: provider.state, provider: provider.name } : { state: 'not-tried' },
  };
}

async function probe(name: string, ask: () => Promise<unknown>): Promise<z.infer<typeof dependencySchema>> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${patience} ms`)), patience).unref();
  });
  try {
    await Promise.race([ask(), late]);
    return { name, ready: true };
  } catch (thrown) {
    return { name, ready: false, reason: asError(thrown).message };
  }
}
