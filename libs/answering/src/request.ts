import { boundedInteger, exactObject } from '@lexhop/foundation';
import { retrieveRequestSchema } from '@lexhop/retrieval';
import { z } from 'zod';

/** A query to be answered in sentences: what retrieval takes, without its explanations, and how the answer is to be made. */
export const answerRequestSchema = exactObject('AnswerRequest', {
  ...retrieveRequestSchema.omit({ explain: true }).shape,
  kind: z
    .enum(['written', 'extractive'], { error: 'kind is written or extractive' })
    .default('written')
    .describe(
      'written: the language model writes the answer; where none is set, the answer is extractive. extractive: the best sentences of the best articles, without any model',
    ),
  unsupported: z
    .enum(['drop', 'mark'], { error: 'unsupported is drop or mark' })
    .default('drop')
    .describe(
      'What happens to a written sentence that no given article supports. drop: it is left out and counted. mark: it is shown with a mark',
    ),
  evidenceTokens: boundedInteger(200, 100_000, 'evidenceTokens is a whole number from 200 to 100,000')
    .default(6_000)
    .describe(
      'The most tokens (estimated) of the articles that the answer may use; those of the lowest rank are left out first',
    ),
});
export type AnswerRequest = Readonly<z.infer<typeof answerRequestSchema>>;
