import { z } from 'zod';
import { retryAfterMilliseconds } from '@lexhop/rate-limit';
import type { RemoteFailure } from '../remote-calls.js';

/** Vectors in the order of the texts, as the server gave them. */
export interface ReadVectors<Vector = Float32Array> {
  readonly vectors: readonly Vector[];
  /** As the server counts; 0 where it does not say. */
  readonly tokens: number;
}

/** What a server's refusal says of its limits. */
export interface SizeRefusal extends RemoteFailure {
  /** The request was too large; smaller ones may be taken. */
  readonly tooLarge: { readonly texts?: number };
}

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  readonly body: string;
}

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

const replySchema = z.object({
  data: z.array(z.object({ index: z.number().int().optional(), embedding: vectorSchema })),
  usage: z.object({ prompt_tokens: z.number().optional(), total_tokens: z.number().optional() }).nullish(),
});

/** Every shape in which servers word an error: OpenAI and Ollama, vLLM, TEI, infinity and Voyage. */
const words = z.union([
  z.object({
    error: z.object({
      message: z.string(),
      code: z.union([z.string(), z.number()]).nullish(),
      type: z.string().nullish(),
    }),
  }),
  z.object({ error: z.string() }),
  z.object({ message: z.string(), code: z.union([z.string(), z.number()]).nullish() }),
  z.object({ detail: z.string() }),
  z.object({ detail: z.array(z.object({ msg: z.string() })).min(1) }),
]);

/** Reads an answer: vectors in the order of the texts, or why there are none. */
export function readReply(answer: RawAnswer, texts: number): ReadVectors | RemoteFailure | SizeRefusal {
  return readAnswer(answer, texts, (json) => {
    const reply = replySchema.safeParse(json);
    return reply.success
      ? vectorsIn(reply.data, texts)
      : passing(`its answer is not one of embeddings: ${shortly(reply.error)}`);
  });
}

/** The JSON of an answer as it is read, or why the server gave none. An error inside a 200 is an error. */
export function readAnswer<Read>(
  answer: RawAnswer,
  texts: number,
  read: (json: unknown) => Read,
): Read | RemoteFailure | SizeRefusal {
  const json = parsed(answer.body);
  const error = errorIn(json);
  if (answer.status < 200 || answer.status > 299 || error) return failureOf(answer, error, texts);
  return json === undefined ? notJson(answer) : read(json);
}

/** What a schema found wrong, in one line. */
export function shortly(error: z.ZodError): string {
  return z.prettifyError(error).replaceAll(/\s+/gu, ' ').slice(0, 200);
}

function vectorsIn({ data, usage }: z.infer<typeof replySchema>, texts: number): ReadVectors | RemoteFailure {
  if (data.length !== texts) return passing(`${data.length} vectors came for ${texts} texts.`);
  const ordered = inOrder(data);
  if (!ordered) return passing('the indexes of its vectors are not those of the texts.');
  const vectors = ordered.map(({ embedding }) => Float32Array.from(embedding));
  if (vectors.some(isUnusable)) return passing('a vector is all zeros, or has numbers that are none.');
  if (vectors.some(({ length }) => length !== vectors[0]?.length))
    return passing('its vectors are of several lengths.');
  return { vectors, tokens: usage?.prompt_tokens ?? usage?.total_tokens ?? 0 };
}

type Datum = z.infer<typeof replySchema>['data'][number];

/** By index where each stands once; as they came where a server counts nothing, or gives all of them the same. */
function inOrder(data: readonly Datum[]): readonly Datum[] | undefined {
  const indexes = new Set(data.map(({ index }) => index));
  if (indexes.size === 1 && (data.length > 1 || indexes.has(undefined))) return data;
  const byIndex = [...data].sort((one, other) => (one.index ?? -1) - (other.index ?? -1));
  return byIndex.every(({ index }, place) => index === place) ? byIndex : undefined;
}

/** Single precision is what is kept: a number beyond it is none. */
function isUnusable(vector: Float32Array): boolean {
  return vector.every((value) => value === 0) || vector.some((value) => !Number.isFinite(value));
}

function floatsOf(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, place) => bytes.readFloatLE(4 * place));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

interface ServerError {
  readonly message: string;
  readonly code?: string | number | undefined;
}

function errorIn(json: unknown): ServerError | undefined {
  const { data } = words.safeParse(json);
  if (!data) return undefined;
  if ('message' in data) return { message: data.message, code: data.code ?? undefined };
  if ('detail' in data) {
    const { detail } = data;
    return { message: typeof detail === 'string' ? detail : detail.map(({ msg }) => msg).join('; ') };
  }
  if (typeof data.error === 'string') return { message: data.error };
  const { message, code, type } = data.error;
  return { message, code: code ?? type ?? undefined };
}

function notJson({ contentType, body }: RawAnswer): RemoteFailure {
  if (!/html/u.test(contentType) && !/^\s*</u.test(body)) return passing('its answer is cut, or no JSON.');
  return {
    ...passing(
      `it answered with a page (${contentType}) where JSON was due: the address may be another program's, or lack its /v1.`,
    ),
    retryable: false,
  };
}

const sizeWords =
  /batch|too (?:long|large|many)|at most|maximum|exceed|larger than|max allowed|context length|must have less than|input length/iu;
const textsAllowed =
  /(?:allowed batch size|maximum length|not be larger than|at most|less than or equal to|maximum of|max(?:imum)? batch size(?: of| is)?)\D{0,10}(?<texts>\d+)/iu;

function failureOf(answer: RawAnswer, error: ServerError | undefined, texts: number): RemoteFailure | SizeRefusal {
  const code = answer.status >= 400 ? answer.status : codeOf(error);
  const message = error?.message ?? answer.body.replaceAll(/<[^>]*>|\s+/gu, ' ').trim();
  const failure: RemoteFailure = {
    reason: `${code} ${message}`.trim().slice(0, 500),
    retryable: isPassing(code, error),
    unreachable: false,
    waitMs: retryAfterMilliseconds(answer.retryAfter),
  };
  const isOfSize = code === 413 || ([400, 422].includes(code) && sizeWords.test(message));
  return isOfSize ? { ...failure, retryable: false, tooLarge: textsNamed(message, texts) } : failure;
}

/** An error inside a 200 says its status where it has one. */
function codeOf(error: ServerError | undefined): number {
  const code = Number(error?.code);
  return code >= 400 && code <= 599 ? code : 500;
}

/** How many texts a refusal allows; a number of tokens is no number of texts. */
function textsNamed(message: string, texts: number): SizeRefusal['tooLarge'] {
  const allowed = Number(textsAllowed.exec(message)?.groups?.['texts'] ?? NaN);
  return allowed >= 1 && allowed < texts && !/token/iu.test(message) ? { texts: allowed } : {};
}

function isPassing(code: number, error: ServerError | undefined): boolean {
  if (error?.code === 'insufficient_quota') return false;
  return code === 429 || code === 408 || code === 424 || code >= 500;
}

/** A failure that may pass. */
export function passing(reason: string, unreachable = false): RemoteFailure {
  return { reason, retryable: true, unreachable, waitMs: undefined };
}
