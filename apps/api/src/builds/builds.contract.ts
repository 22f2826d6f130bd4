import { namedObject } from '@lexhop/foundation';
import { z } from 'zod';
import type { MessageEvent } from '@nestjs/common';
import { endWith, ignoreElements, interval, map, merge, type Observable, share, takeUntil } from 'rxjs';
import { buildEstimateSchema, stepViewSchema } from '@lexhop/graph-build';
import { buildSchema, nodeLevelSchema } from '@lexhop/graph-model';
import { flag, pageFields, wholeNumberOr } from '@lexhop/http';
import { buildNumberSchema } from '../in-path.js';

/** The request for a build. */
export const buildRequestSchema = z
  .strictObject({
    from: z
      .enum(['active', 'scratch'])
      .default('active')
      .describe('active: take over what did not change since the active build; scratch: do everything again.'),
    levels: z
      .array(nodeLevelSchema)
      .min(1)
      .max(2)
      .refine((levels) => new Set(levels).size === levels.length, 'each level is named once at most')
      .meta({ uniqueItems: true })
      .default(['article'])
      .describe('Articles, or articles and their paragraphs.'),
    statutes: z.array(z.string().max(100)).min(1).max(20_000).optional().describe('Only these statutes of the graph.'),
    embeddingChain: z
      .array(z.string().max(100))
      .min(1)
      .max(10)
      .optional()
      .describe('Embedding providers to try, in order.'),
    activateWithoutFailed: z
      .boolean()
      .optional()
      .describe(
        'Activate the build although some articles could not be drafted; LEXHOP_ACTIVATE_WITHOUT_FAILED unless given.',
      ),
  })
  .prefault({})
  .meta({ id: 'BuildRequest' });
export type BuildRequest = z.infer<typeof buildRequestSchema>;

export const buildQuerySchema = z.object({
  dryRun: flag.describe('Only estimate the build, and begin nothing.'),
});
export type BuildQuery = z.infer<typeof buildQuerySchema>;

/** What a build would do, with `dryRun`. */
export const buildEstimateAnswerSchema = namedObject('BuildEstimate', {
  ...buildEstimateSchema.shape,
  activateWithoutFailed: z.boolean().describe('What the request says, else what the server’s setting is.'),
});
export type BuildEstimateAnswer = z.infer<typeof buildEstimateAnswerSchema>;

/** A build, and where its current step stands. */
export const buildAnswerSchema = namedObject('Build', { ...buildSchema.shape, current: stepViewSchema.optional() });
export type BuildAnswer = z.infer<typeof buildAnswerSchema>;

export const buildListQuerySchema = z.object({
  before: buildNumberSchema.optional().describe('Only builds with a smaller number.'),
  limit: wholeNumberOr(20, 1, 100),
});
export type BuildListQuery = z.infer<typeof buildListQuerySchema>;
export const buildPageSchema = namedObject('BuildPage', pageFields(buildAnswerSchema));

const millisecondsBetweenSigns = 15_000;

/**
 * The events, and between them one of type `still-here` every 15 s. By these a client tells a long step from a dead connection.
 * Ends when the events end.
 */
export function withSignsOfLife(
  events: Observable<MessageEvent>,
  milliseconds = millisecondsBetweenSigns,
): Observable<MessageEvent> {
  const shared = events.pipe(share());
  const ended = shared.pipe(ignoreElements(), endWith(true));
  const signs = interval(milliseconds).pipe(
    map((): MessageEvent => ({ type: 'still-here', data: '' })),
    takeUntil(ended),
  );
  // The signs come first, because they must listen for the end before the events can end.
  return merge(signs, shared);
}
