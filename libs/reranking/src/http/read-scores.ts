import { jsonOf } from '@lexhop/foundation';
import { type HttpAnswer, retryAfterMilliseconds } from '@lexhop/provider-calls';
import { z } from 'zod';

/** Why there are no scores. */
export interface Refusal {
  /** The server's words with its status, cut. */
  readonly reason: string;
  /** Whether it is about the form of the request, so that another form may be accepted. */
  readonly isOfRequest: boolean;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  readonly waitMilliseconds: number | undefined;
}

const scoreSchema = z
  .object({ index: z.number().int(), relevance_score: z.number().optional(), score: z.number().optional() })
  .transform(({ index, relevance_score: relevance, score }) => ({ index, score: relevance ?? score ?? Number.NaN }));
const scoresSchema = z.array(scoreSchema);
/** TEI gives a list; Jina, vLLM and Cohere `results`; Voyage `data`. */
const replySchema = z.union([
  scoresSchema,
  z.object({ results: scoresSchema }).transform(({ results }) => results),
  z.object({ data: scoresSchema }).transform(({ data }) => data),
]);

const errorSchema = z.object({ error: z.union([z.string(), z.looseObject({})]) });

/** One score for each passage, in their order, or why there are none. An answer that leaves a passage out, or scores one twice, is a refusal. */
export function readScores(answer: HttpAnswer, passages: number): readonly number[] | Refusal {
  if (answer.status >= 400) return refusalOf(answer, answer.body);
  const json = jsonOf(answer.body);
  const read = replySchema.safeParse(json);
  // TEI behind a proxy answers a refusal with a status of success; others put an empty error beside their scores.
  const isError = !read.success && errorSchema.safeParse(json).success;
  if (isError) return { ...refusalOf(answer, answer.body), isOfRequest: true };
  if (!read.success) return refusalOf(answer, `something that is no ranking: ${answer.body}`);
  const scores = Array.from({ length: passages }, () => Number.NaN);
  for (const { index, score } of read.data) {
    if (!(index in scores)) return refusalOf(answer, `a score of passage ${index}, of ${passages} that it was sent`);
    scores[index] = score;
  }
  const scored = scores.filter((score) => Number.isFinite(score)).length;
  if (scored === passages && read.data.length === passages) return scores;
  return refusalOf(answer, `${read.data.length} scores, of ${scored} different passages, where ${passages} were sent`);
}

function refusalOf({ status, headers }: HttpAnswer, said: string): Refusal {
  const words = said.replaceAll(/<[^>]*>|\s+/gu, ' ').trim();
  return {
    isOfRequest: status === 400 || status === 413 || status === 422,
    reason: `${status} ${words}`.trim().slice(0, 300),
    retryable: status === 408 || status === 424 || status === 429 || status >= 500,
    waitMilliseconds: retryAfterMilliseconds(headers.get('retry-after')),
  };
}
