import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalServer, localServer } from '@lexhop/foundation/testing';
import type { ProviderShape } from './provider-shapes.js';
import { geminiWire, openAiWire, send, type SimulatedRequest, type Wire } from './simulated-wire.js';

/** Ways to misbehave on the wire; what a reply says wrong is the answer's own business. */
export type WireFault =
  | 'rate-limited'
  | 'rate-limited-silently'
  | 'server-error'
  | 'hang'
  | 'cut-connection'
  | 'cut-reply'
  | 'stalled-reply'
  | 'fenced-json'
  | 'half-json'
  | 'not-json';

export interface SimulatedProviderOptions {
  /** The reply to a request: text as it is, anything else as JSON. */
  readonly answer: (request: SimulatedRequest) => unknown;
  readonly fault?: (request: SimulatedRequest) => WireFault | undefined;
  readonly latencyMilliseconds?: number;
  /** More requests than these within so many milliseconds are refused with 429 and Retry-After. */
  readonly rateLimit?: { readonly requests: number; readonly milliseconds: number };
  /** Whose refusals and replies it gives; those of a server that can do everything unless given. */
  readonly shape?: ProviderShape;
  /** Called when a client hangs up before its reply has ended. */
  readonly onHangUp?: () => void;
  /** Any other key is refused, and repeated in the refusal. */
  readonly apiKey?: string;
}

/** A local server that speaks Gemini's and OpenAI's wire formats, and misbehaves when told to. */
export class SimulatedProvider {
  /** Every request that came, in order, refused ones too. */
  readonly requests: SimulatedRequest[] = [];
  /** When requests were let in, in milliseconds. */
  #admitted: number[] = [];
  #server: LocalServer | undefined;

  private constructor(private readonly options: SimulatedProviderOptions) {}

  /** Listens on a free port of 127.0.0.1. */
  static async start(options: SimulatedProviderOptions): Promise<SimulatedProvider> {
    const provider = new SimulatedProvider(options);
    provider.#server = await localServer((request, response) => {
      provider.#serve(request, response).catch((thrown: unknown) => response.destroy(thrown as Error));
    });
    return provider;
  }

  /** For Gemini's client. */
  get geminiBaseUrl(): string {
    return this.#server?.url ?? '';
  }

  /** For clients of OpenAI. */
  get openAiBaseUrl(): string {
    return `${this.geminiBaseUrl}/v1`;
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    response.once('close', () => {
      if (!response.writableFinished) this.options.onHangUp?.();
    });
    const wire = incoming.url?.includes('/chat/completions') ? openAiWire : geminiWire;
    const request = wire.read(incoming, await json(incoming), this.requests.length + 1);
    this.requests.push(request);
    if (this.options.apiKey !== undefined && request.apiKey !== this.options.apiKey) {
      return wire.refuse(response, { status: 401, message: `Incorrect API key provided: ${request.apiKey}.` });
    }
    const wait = this.#overLimit();
    if (wait > 0) return wire.refuse(response, rateLimited(wait / 1000));
    const refusal = this.options.shape?.refuse(request);
    if (refusal) return send(response, refusal.status, refusal.body);
    await sleep(this.options.latencyMilliseconds ?? 0);
    this.#reply(wire, request, response, await this.options.answer(request));
  }

  /** Milliseconds until the next request is let in; 0 lets this one in. */
  #overLimit(): number {
    const { rateLimit } = this.options;
    if (!rateLimit) return 0;
    const now = performance.now();
    this.#admitted = this.#admitted.filter((at) => at > now - rateLimit.milliseconds);
    const oldest = this.#admitted[0];
    if (oldest !== undefined && this.#admitted.length >= rateLimit.requests)
      return oldest + rateLimit.milliseconds - now;
    this.#admitted.push(now);
    return 0;
  }

  #reply(wire: Wire, request: SimulatedRequest, response: ServerResponse, answer: unknown): void {
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    const fault = this.options.fault?.(request);
    const { shape } = this.options;
    if (fault === undefined && shape) return send(response, 200, shape.reply(text, request));
    if (fault === undefined) return wire.reply(response, request, text);
    misbehave[fault]({ wire, request, response, text });
  }
}

interface Misbehaving {
  readonly wire: Wire;
  readonly request: SimulatedRequest;
  readonly response: ServerResponse;
  readonly text: string;
}

const misbehave: Readonly<Record<WireFault, (call: Misbehaving) => void>> = {
  'rate-limited': ({ wire, response }) => wire.refuse(response, rateLimited(1)),
  'rate-limited-silently': ({ wire, response }) => wire.refuse(response, rateLimited()),
  'server-error': ({ wire, response }) => wire.refuse(response, { status: 500, message: 'Internal error.' }),
  hang: () => {},
  'cut-connection': ({ response }) => response.destroy(),
  'cut-reply': ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
    response.write('{"c', () => response.destroy());
  },
  // The events of half a reply, and then nothing.
  'stalled-reply': ({ wire, response, text }) => wire.begin(response, text.slice(0, text.length / 2)),
  'fenced-json': ({ wire, request, response, text }) =>
    wire.reply(response, request, `Here it is:\n\`\`\`json\n${text}\n\`\`\`\n`),
  'half-json': ({ wire, request, response, text }) => wire.reply(response, request, text.slice(0, text.length / 2)),
  'not-json': ({ wire, request, response }) => wire.reply(response, request, 'I would rather not.'),
};

function rateLimited(retryAfterSeconds?: number) {
  return { status: 429, message: 'Too many requests.', retryAfterSeconds };
}
