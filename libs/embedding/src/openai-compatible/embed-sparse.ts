import { asError } from '@lexhop/foundation';
import { z } from 'zod';
import { type TextCutting, vectorsOfPieces } from '../cut-text.js';
import type { LexicalWeights } from '../embedding-model.js';
import type { RemoteFailure } from '../remote-calls.js';
import { cuttingOf } from './cutting.js';
import { type Endpoint, hostOf, OpenAiClient, type OpenAiParts } from './openai-client.js';
import { passing, type RawAnswer, type ReadVectors, readAnswer, shortly, type SizeRefusal } from './openai-reply.js';

const replySchema = z.array(z.array(z.object({ index: z.number().int().nonnegative(), value: z.number() })));

/** What TEI says of the model that it runs, where it pools as SPLADE does. */
const infoSchema = z.object({
  model_id: z.string().min(1),
  model_sha: z.string().nullish(),
  model_type: z.object({ embedding: z.object({ pooling: z.literal('splade') }) }),
});

/** A server that knows no such address, or runs a model without such weights: asking again changes nothing. */
const hasNone = /^(?:404|405|501)\b|splade|not (?:supported|implemented|available)|unsupported/iu;

/** What a server's `/embed_sparse` was found to be. */
export interface SparseEndpoint {
  /** Whose token ids they are: server, address, and the model where the server tells it. */
  readonly space: string;
  /** In the order of the texts: of each token its largest weight in any piece. Rejects as the client does. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<readonly LexicalWeights[]>;
}

/**
 * Asks once whether the server gives sparse vectors too, as Text Embeddings Inference does beside its `/v1`; a sentence that says why not.
 * Rejects only with the signal's reason.
 */
export async function findSparseEndpoint(parts: OpenAiParts, signal?: AbortSignal): Promise<SparseEndpoint | string> {
  const root = parts.baseUrl.replace(/\/v1$/u, '');
  const client = new OpenAiClient<LexicalWeights>(parts, endpointAt(`${root}/embed_sparse`));
  try {
    const one = async (text: string) => (await client.embed([text], signal)).vectors[0] ?? new Map<number, number>();
    const cutting = await cuttingOf(one, differ, parts.model);
    const model = await modelAt(`${root}/info`, parts, signal);
    const space = `${hostOf(parts.baseUrl)}/embed_sparse${model}`;
    return { space, embed: (texts, called) => embedPieces(client, { texts, cutting, signal: called }) };
  } catch (thrown) {
    signal?.throwIfAborted();
    return asError(thrown).message;
  }
}

function endpointAt(url: string): Endpoint<LexicalWeights> {
  return {
    url,
    // Refused rather than cut: how long a text may be is found out by that.
    body: (texts) => ({ inputs: texts, truncate: false }),
    read: readSparse,
    learn: () => false,
  };
}

function readSparse(answer: RawAnswer, texts: number): ReadVectors<LexicalWeights> | RemoteFailure | SizeRefusal {
  const read = readAnswer(answer, texts, (json) => {
    const reply = replySchema.safeParse(json);
    if (!reply.success) return passing(`its answer is not one of sparse vectors: ${shortly(reply.error)}`);
    if (reply.data.length !== texts) return passing(`${reply.data.length} sparse vectors came for ${texts} texts.`);
    return { vectors: reply.data.map((row) => largest(row.map(({ index, value }) => [index, value]))), tokens: 0 };
  });
  return 'reason' in read && hasNone.test(read.reason) ? { ...read, retryable: false } : read;
}

async function embedPieces(
  client: OpenAiClient<LexicalWeights>,
  call: { readonly texts: readonly string[]; readonly cutting: TextCutting; readonly signal: AbortSignal | undefined },
): Promise<readonly LexicalWeights[]> {
  const ofTexts = await vectorsOfPieces(call.texts, {
    cutting: call.cutting,
    embedPieces: async (pieces) => (await client.embed(pieces, call.signal)).vectors,
  });
  return ofTexts.map((pieces) => largest(pieces.flatMap((weights) => [...weights])));
}

/** Of each token its largest weight; weights of 0 and below are none. */
function largest(weights: readonly (readonly [token: number, weight: number])[]): LexicalWeights {
  const kept = new Map<number, number>();
  for (const [token, weight] of weights) if (weight > (kept.get(token) ?? 0)) kept.set(token, weight);
  return kept;
}

/** By more than the noise of two runs. */
function differ(one: LexicalWeights, other: LexicalWeights): boolean {
  const tokens = new Set([...one.keys(), ...other.keys()]);
  return [...tokens].some((token) => Math.abs((one.get(token) ?? 0) - (other.get(token) ?? 0)) > 1e-3);
}

/** `/naver/splade-v3@SHA`; empty where the server does not tell, or tells of another model. */
async function modelAt(url: string, { apiKey, timeoutMs }: OpenAiParts, signal?: AbortSignal): Promise<string> {
  const late = AbortSignal.timeout(timeoutMs);
  const headers = { accept: 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }) };
  const reply = fetch(url, { headers, signal: signal ? AbortSignal.any([signal, late]) : late });
  const info = infoSchema.safeParse(await reply.then((answer) => answer.json()).catch(() => undefined));
  signal?.throwIfAborted();
  return info.success ? `/${info.data.model_id}@${info.data.model_sha ?? 'unversioned'}` : '';
}
