import { z } from 'zod';

/** What the presented key opens. */
export const accessSchema = z.object({
  keysRequired: z.boolean().describe('False where no keys are set: then everyone may do everything.'),
  name: z.string().nullable().describe('Name of the presented key; null without one.'),
  role: z
    .enum(['read', 'admin'])
    .nullable()
    .describe('What this caller may do; null where a key is asked for and none was presented.'),
});
export type Access = z.infer<typeof accessSchema>;
