import { z } from 'zod';

/** How far the fetching of a model has come, or how it ended. */
export const modelPullSchema = z.object({
  name: z.string(),
  state: z.enum(['fetching', 'done', 'failed', 'called-off']),
  done: z.number().describe('Of all its files, in bytes.'),
  total: z.number(),
  reason: z.string().optional().describe('Why it failed, in a sentence; the next attempt goes on from what came.'),
});

/** A model of the cache's list, and whether it is here. */
export const localModelSchema = z.object({
  name: z.string(),
  model: z.string(),
  precision: z.string(),
  bytes: z.number().describe('Of all its files, about.'),
  here: z.boolean(),
  reasons: z.array(z.string()).describe('Why it is not here, a sentence for each file.'),
  pinning: z.enum(['pinned', 'pinned on first use', 'not pinned yet']),
  sources: z.array(z.string()),
  pull: modelPullSchema.optional().describe('Its last fetching on request since the start.'),
});

/** `GET /embedding/models` */
export const modelsAnswerSchema = z.object({
  cache: z.string().describe('The folder that models are looked for in and fetched to, on the machine that answers.'),
  items: z.array(localModelSchema),
});

export const modelNameSchema = z.string().min(1).max(100);
