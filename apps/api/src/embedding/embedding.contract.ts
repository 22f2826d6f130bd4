import { embeddingSpaceSchema } from '@lexhop/graph-model';
import { z } from 'zod';

/** What `GET /embedding/status` says; facts of a model vary by provider. */
export const embeddingStatusSchema = z.looseObject({
  chain: z.array(z.looseObject({ name: z.string(), state: z.string() })),
  inUse: z.string().optional(),
  models: z.array(z.looseObject({ name: z.string(), space: embeddingSpaceSchema, spaceId: z.string() })),
});
