import { answerEventSchemas } from '@lexhop/answering';
import { z } from 'zod';

/** The data of an answer's events. */
export const answerEventSchema = z
  .union([answerEventSchemas.evidence, answerEventSchemas.sentence, answerEventSchemas.answer])
  .describe(
    'The data of one event, by its type: `evidence` first, `sentence` for each as it is written and checked, `answer` last; `problem` instead where it fails after it began.',
  );
