import { asError } from '@lexhop/foundation';
import { withinTime } from '@lexhop/provider-calls';
import { z } from 'zod';
import type { SparseVector } from '../embedding-model.js';
import { cutText, largestWeights, ofPieces } from '../pieces.js';
import { passing, RemoteCalls } from '../remote-calls.js';
import { cuttingOf } from './cutting.js';
import { type Address, hostOf, OpenAiEndpoint, type OpenAiParts } from './openai-endpoint.js';
import { shortly } from './openai-reply.js';

const replySchema = z.array(z.array(z.object({ index: z.number().int().nonnegative(), value: z.number() })));

/** What TEI says of the model that it runs, where that gives sparse vectors as SPLADE does. */
const infoSchema = z.object({
  model_id: z.string().min(1),
  model_sha: z.string().nullish(),
  model_type: z.object({ embedding: z.object({ pooling: z.literal('splade') }) }),
});

/** A server that knows no such address, or runs a model without sparse vectors: asking again changes nothing. */
const hasNone = /^(?:404|405|501)\b|splade|not (?:supported|implemented|available)|unsupported/iu;

/** What a server's `/embed_sparse` was found to be. */
export interface SparseEndpoint {
  /** Whose token ids the vectors have: server and address, and the model where the server tells it. */
  readonly space: string;
  /** The sparse vectors of texts, in their order: for each token its largest weight in any piece of the text. Rejects as a RemoteCalls does. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<readonly SparseVector[]>;
}

/**
 * Asks once whether a server gives sparse vectors, too, as Text Embeddings Inference does beside its `/v1`. Gives a sentence that says why not.
 * Rejects only with the signal's reason.
 */
export async function findSparseEndpoint(parts: OpenAiParts, signal?: AbortSignal): Promise<SparseEndpoint | string> {
  const root = parts.baseUrl.replace(/\/v1$/u, '');
  const calls = new RemoteCalls(parts, new OpenAiEndpoint(parts, sparseAddress(`${root}/embed_sparse`)));
  const embed = async (texts: readonly string[], called: AbortSignal | undefined) =>
    (await calls.embed(texts, { role: 'passage', signal: called })).vectors;
  try {
    const one = async (text: string): Promise<SparseVector> => (await embed([text], signal))[0] ?? new Map();
    const cutting = await cuttingOf(one, differ, parts.model);
    const space = `${hostOf(parts.baseUrl)}/embed_sparse${await modelAt(`${root}/info`, parts, signal)}`;
    return {
      space,
      async embed(texts, called) {
        const ofTexts = await ofPieces(
          texts,
          (text) => cutText(text, cutting),
          (pieces) => embed(pieces, called),
        );
        return ofTexts.map((pieces) => largestWeights(pieces.flatMap((weights) => [...weights])));
      },
    };
  } catch (thrown) {
    signal?.throwIfAborted();
    return asError(thrown).message;
  }
}

function sparseAddress(url: string): Address<SparseVector> {
  return {
    url,
    // Refused rather than cut: how long a text may be is found out by that.
    body: (texts) => ({ inputs: texts, truncate: false }),
    read(json, texts) {
      const { data, error } = replySchema.safeParse(json);
      if (!data) return passing(`its answer is not one of sparse vectors: ${shortly(error)}`);
      if (data.length !== texts) return passing(`${data.length} sparse vectors came for ${texts} texts.`);
      return { vectors: data.map((row) => largestWeights(row.map(({ index, value }) => [index, value]))), tokens: 0 };
    },
    explain: (failure) => (hasNone.test(failure.reason) ? { ...failure, retryable: false } : failure),
  };
}

/** Whether two sparse vectors differ by more than the noise of two runs. */
function differ(one: SparseVector, other: SparseVector): boolean {
  const tokens = new Set([...one.keys(), ...other.keys()]);
  return [...tokens].some((token) => Math.abs((one.get(token) ?? 0) - (other.get(token) ?? 0)) > 1e-3);
}

/** `/naver/splade-v3@SHA`; empty where the server does not tell, or tells of a model without sparse vectors. */
async function modelAt(url: string, { apiKey, timeoutMs }: OpenAiParts, signal?: AbortSignal): Promise<string> {
  const headers = { accept: 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }) };
  const limit = { milliseconds: timeoutMs, signal, late: () => new Error('no answer came in time.') };
  const asked = withinTime(limit, async (within) => (await fetch(url, { headers, signal: within })).json());
  const info = infoSchema.safeParse(await asked.catch(() => undefined));
  signal?.throwIfAborted();
  return info.success ? `/${info.data.model_id}@${info.data.model_sha ?? 'unversioned'}` : '';
}
