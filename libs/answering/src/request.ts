import { exactObject } from '@lexhop/foundation';
import { retrieveRequestSchema } from '@lexhop/retrieval';
import { z } from 'zod';

const tokensBound = 'evidenceTokens is a whole number from 200 to 100,000';

/** A query to be answered in sentences: what retrieval takes, without its explanations, and how the answer is to be made. */
export const answerRequestSchema = exactObject({
  ...retrieveRequestSchema.omit({ explain: true }).shape,
  kind: z
    .enum(['written', 'extractive'], { error: 'kind is written or extractive' })
    .default('written')
    .describe(
      'written: by the language model, where one is set, else as extractive; extractive: the best sentences of the best articles, which asks and costs nothing',
    ),
  unsupported: z
    .enum(['drop', 'mark'], { error: 'unsupported is drop or mark' })
    .default('drop')
    .describe(
      'What becomes of a written sentence that no given article carries: left out and counted, or shown and marked',
    ),
  evidenceTokens: z
    .number({ error: tokensBound })
    .int({ error: tokensBound })
    .min(200, { error: tokensBound })
    .max(100_000, { error: tokensBound })
    .default(6_000)
    .describe('Most tokens of the articles that are answered from, estimated; the lower ranks are left out first'),
});
export type AnswerRequest = Readonly<z.infer<typeof answerRequestSchema>>;
