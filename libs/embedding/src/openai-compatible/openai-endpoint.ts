import { postJson } from '@lexhop/provider-calls';
import { type RateLimits } from '@lexhop/rate-limit';
import { TextTooLongError } from '../errors.js';
import type { EmbeddingRole } from '../embedding-model.js';
import type { Endpoint, RemoteFailure, RemoteParts, RemoteVectors } from '../remote-calls.js';
import { readAnswer, type ReadVectors, type SizeRefusal } from './openai-reply.js';

/** How a server that speaks OpenAI's `/v1/embeddings` is asked. */
export interface OpenAiParts extends RemoteParts {
  /** Up to and with its `/v1`. */
  readonly baseUrl: string;
  /** Asked for; the model's own where absent. */
  readonly dimensions?: number | undefined;
}

/** One address of a server, and how it is spoken to. */
export interface Address<Vector> {
  readonly url: string;
  readonly body: (texts: readonly string[]) => object;
  /** Reads the JSON of a success. */
  readonly read: ReadVectors<Vector>;
  /** What a failure means at this address, where that is more than usual. */
  readonly explain?: (failure: RemoteFailure | SizeRefusal, status: number) => RemoteFailure | SizeRefusal;
  /** Whether the next request is put in another way, by what a refusal said. */
  readonly learn?: (reason: string) => boolean;
}

/** How much one request carries until a refusal says otherwise. */
const firstGuess = { textsPerCall: 256, bytesPerCall: 2 ** 18 };

/** Asks one address of a server. How many texts and bytes a request may carry is learnt from refusals, and remembered for as long as this lives. */
export class OpenAiEndpoint<Vector> implements Endpoint<Vector> {
  readonly service: string;
  readonly host: string;
  readonly channel: string;
  #limits = firstGuess;

  constructor(
    private readonly parts: OpenAiParts,
    private readonly address: Address<Vector>,
  ) {
    this.host = hostOf(parts.baseUrl);
    this.service = this.host;
    this.channel = `openai-compatible/${this.host}/${parts.model}`;
  }

  get limits() {
    return this.#limits;
  }

  demand(): { readonly requests: number; readonly limits: RateLimits } {
    return { requests: 1, limits: this.parts.turns.limits };
  }

  async send(
    texts: readonly string[],
    _role: EmbeddingRole,
    signal: AbortSignal,
  ): Promise<RemoteVectors<Vector> | RemoteFailure | SizeRefusal> {
    const { apiKey } = this.parts;
    const { url, body, read, explain = (failure) => failure } = this.address;
    const headers = { accept: 'application/json', ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }) };
    const answer = await postJson({ url, headers, body: body(texts), signal });
    const outcome = readAnswer({ ...answer, apiKey, now: new Date() }, texts.length, read);
    return 'reason' in outcome ? explain(outcome, answer.status) : outcome;
  }

  /** Throws a TextTooLongError where one text alone is more than the server reads. */
  learn(failure: RemoteFailure | SizeRefusal, texts: readonly string[]): boolean {
    if (this.address.learn?.(failure.reason)) return true;
    if (!('tooLarge' in failure)) return false;
    if (texts.length === 1) throw new TextTooLongError(this.parts.model, failure.reason);
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const halved = { textsPerCall: Math.ceil(texts.length / 2), bytesPerCall: Math.max(1, Math.floor(bytes / 2)) };
    const { texts: named } = failure.tooLarge;
    this.#limits = named === undefined ? halved : { ...this.#limits, textsPerCall: named };
    return true;
  }
}

/** The host, and the path where it is more than `/v1`. */
export function hostOf(baseUrl: string): string {
  const { host, pathname } = new URL(baseUrl);
  return `${host}${pathname.replace(/\/v1\/?$/u, '').replace(/\/$/u, '')}`;
}
