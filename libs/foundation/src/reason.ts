import { z } from 'zod';

/** Why something is as it is: a sentence in English, and the code and facts by which it is told in other languages. */
export const reasonSchema = z.object({
  reason: z.string().describe('Why, in a sentence.'),
  code: z.string().optional().describe('Stable: what the reason is, for programs and for other languages.'),
  facts: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .optional()
    .describe('What stands in the sentence.'),
});
export type Reason = Readonly<z.infer<typeof reasonSchema>>;

/** A reason with the facts that its sentence holds. */
export function because(code: string, reason: string, facts?: NonNullable<Reason['facts']>): Reason {
  return { reason, code, ...(facts && { facts }) };
}
