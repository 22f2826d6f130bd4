import { z } from 'zod';
import type { MessageEvent } from '@nestjs/common';
import { endWith, ignoreElements, interval, map, merge, type Observable, share, takeUntil } from 'rxjs';
import { buildEstimateSchema } from '@lexhop/graph-build';
import { buildSchema, nodeLevelSchema } from '@lexhop/graph-model';
import { flag, pageSchema, wholeNumber, wholeNumberOr } from '@lexhop/http';

/** What a build is asked to be. */
export const buildRequestSchema = z
  .strictObject({
    from: z
      .enum(['active', 'scratch'])
      .default('active')
      .describe('Take over what did not change, or do all of it again.'),
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
      .describe('Activate though some articles could not be drafted; LEXHOP_ACTIVATE_WITHOUT_FAILED unless given.'),
  })
  .prefault({});
export type BuildRequest = z.infer<typeof buildRequestSchema>;

export const buildQuerySchema = z.object({
  dryRun: flag.describe('Only estimate: nothing begins.'),
});
export type BuildQuery = z.infer<typeof buildQuerySchema>;

export const buildEstimateAnswerSchema = buildEstimateSchema.extend({
  activateWithoutFailed: z
    .boolean()
    .describe('As the build would be: what was asked for, else what the server is set to.'),
});
export type BuildEstimateAnswer = z.infer<typeof buildEstimateAnswerSchema>;

/** The current step with its rate since it was last taken up and the time left at that rate. */
export const stepViewSchema = z.object({
  total: z.number(),
  done: z.number(),
  startedAt: z.string().optional(),
  resumedAt: z.string().optional(),
  doneBefore: z.number().optional(),
  rate: z.number().optional(),
  secondsLeft: z.number().optional(),
});

export const buildAnswerSchema = buildSchema.extend({ current: stepViewSchema.optional() });
export type BuildAnswer = z.infer<typeof buildAnswerSchema>;

/** A build by its number, within what the books can hold. */
export const buildNumberSchema = wholeNumber(1, 2_147_483_647);

export const buildListQuerySchema = z.object({
  before: buildNumberSchema.optional().describe('Only builds with a smaller number.'),
  limit: wholeNumberOr(20, 1, 100),
});
export type BuildListQuery = z.infer<typeof buildListQuerySchema>;
export const buildPageSchema = pageSchema(buildAnswerSchema);

const millisecondsBetweenSigns = 15_000;

/**
 * The events, and in between one of type `still-here` every 15 s: so that whoever waits for a long step tells a quiet
 * build from a connection that died in its sleep. Ends when the events end.
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
  // The signs first: they must be listening for the end before the events can come to it.
  return merge(signs, shared);
}
