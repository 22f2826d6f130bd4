import { jsonOf } from '@lexhop/foundation';
import { errorsIn, type FailedAnswer, type HttpAnswer, saidIn } from '@lexhop/provider-calls';
import { z } from 'zod';
import { passing, type RemoteFailure, type RemoteVectors } from '../remote-calls.js';

/** A request was too large, by a server's words; smaller ones may be taken. */
export interface SizeRefusal extends RemoteFailure {
  /** The most texts of a request, where the server named it. */
  readonly tooLarge: { readonly texts?: number };
}

/** Reads the JSON of a success: one vector for each of so many texts, or why there are none. */
export type ReadVectors<Vector> = (json: unknown, texts: number) => RemoteVectors<Vector> | RemoteFailure;

const vectorSchema = z.union([
  z.array(z.number()).min(1),
  z
    .string()
    .min(4)
    .transform((base64, context) => {
      const bytes = Buffer.from(base64, 'base64');
      if (bytes.length > 0 && bytes.length % 4 === 0) return floatsOf(bytes);
      context.addIssue({ code: 'custom', message: 'it is no base64 of floats' });
      return z.NEVER;
    }),
]);

function floatsOf(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, place) => bytes.readFloatLE(4 * place));
}

const replySchema = z.object({
  data: z.array(z.object({ index: z.number().int().optional(), embedding: vectorSchema })),
  usage: z.object({ prompt_tokens: z.number().optional(), total_tokens: z.number().optional() }).nullish(),
});

/** Reads the reply of `/v1/embeddings`: the vectors as the server gave them, of whatever length. */
export const readDenseVectors: ReadVectors<Float32Array> = (json, texts) => {
  const reply = replySchema.safeParse(json);
  if (!reply.success) return passing(`its answer is not one of embeddings: ${shortly(reply.error)}`);
  const { data, usage } = reply.data;
  if (data.length !== texts) return passing(`${data.length} vectors came for ${texts} texts.`);
  const ordered = inOrder(data);
  if (!ordered) return passing('the indexes of its vectors are not those of the texts.');
  const vectors = ordered.map(({ embedding }) => Float32Array.from(embedding));
  if (vectors.some(isUnusable)) return passing('a vector is all zeros, or has numbers that are none.');
  if (vectors.some(({ length }) => length !== vectors[0]?.length))
    return passing('its vectors are of several lengths.');
  return { vectors, tokens: usage?.prompt_tokens ?? usage?.total_tokens ?? 0 };
};

type Datum = z.infer<typeof replySchema>['data'][number];

/** By index, where each index stands once; as they came, where a server counts nothing or gives all of them the same index. */
function inOrder(data: readonly Datum[]): readonly Datum[] | undefined {
  const indexes = new Set(data.map(({ index }) => index));
  if (indexes.size === 1 && (data.length > 1 || indexes.has(undefined))) return data;
  const byIndex = [...data].sort((one, other) => (one.index ?? -1) - (other.index ?? -1));
  return byIndex.every(({ index }, place) => index === place) ? byIndex : undefined;
}

/** Vectors are kept in single precision: a number beyond that is none. */
function isUnusable(vector: Float32Array): boolean {
  return vector.every((value) => value === 0) || vector.some((value) => !Number.isFinite(value));
}

/** What a schema found wrong, in one line. */
export function shortly(error: z.ZodError): string {
  return z.prettifyError(error).replaceAll(/\s+/gu, ' ').slice(0, 200);
}

const sizeWords =
  /batch|too (?:long|large|many)|at most|maximum|exceed|larger than|max allowed|context length|must have less than|input length/iu;
const textsAllowed =
  /(?:allowed batch size|maximum length|not be larger than|at most|less than or equal to|maximum of|max(?:imum)? batch size(?: of| is)?)\D{0,10}(?<texts>\d+)/iu;

/** What an answer to a request of so many texts holds: vectors, or why there are none. An error inside a success is an error, unless the vectors are there. */
export function readAnswer<Vector>(
  answer: FailedAnswer,
  texts: number,
  read: ReadVectors<Vector>,
): RemoteVectors<Vector> | RemoteFailure | SizeRefusal {
  const json = jsonOf(answer.body);
  if (answer.status > 299) return refusalOf(answer, texts);
  if (json === undefined) return notJson(answer);
  const outcome = read(json, texts);
  return 'reason' in outcome && errorsIn(json).length > 0 ? refusalOf(answer, texts) : outcome;
}

function refusalOf(answer: FailedAnswer, texts: number): RemoteFailure | SizeRefusal {
  const { words, detail, isBalanceSpent, ...said } = saidIn(answer);
  // An error inside a success that names no status may pass.
  const status = said.status > 299 ? said.status : 500;
  const mayPass = status === 429 || status === 408 || status === 424 || status >= 500;
  const failure = {
    reason: `${status} ${detail}`,
    retryable: mayPass && !isBalanceSpent,
    waitMs: said.retryAfterMilliseconds,
  };
  const isOfSize = status === 413 || ([400, 422].includes(status) && sizeWords.test(words));
  return isOfSize ? { ...failure, retryable: false, tooLarge: textsNamed(words, texts) } : failure;
}

/** How many texts a refusal allows. A number of tokens is no number of texts. */
function textsNamed(words: string, texts: number): SizeRefusal['tooLarge'] {
  const allowed = Number(textsAllowed.exec(words)?.groups?.['texts'] ?? NaN);
  return allowed >= 1 && allowed < texts && !/token/iu.test(words) ? { texts: allowed } : {};
}

function notJson({ headers, body }: HttpAnswer): RemoteFailure {
  const type = headers.get('content-type') ?? 'of no type';
  if (!/html/u.test(type) && !/^\s*</u.test(body)) return passing('its answer is cut, or no JSON.');
  const reason = `it answered with a page (${type}) where JSON was due: the address may be another program's, or lack its /v1.`;
  return { reason, retryable: false };
}
