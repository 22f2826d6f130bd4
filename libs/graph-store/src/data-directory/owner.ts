import { z } from 'zod';

/** The process that has a data directory, as it says itself. */
export const ownerSchema = z.object({
  pid: z.number().int().positive(),
  /** ISO date-time. */
  startedAt: z.string(),
  /** Where its server answers, once it does. */
  url: z.string().optional(),
});
export type Owner = Readonly<z.infer<typeof ownerSchema>>;
