import { readFileSync } from 'node:fs';
import { SimulatedProvider, type WireFault } from '@lexhop/language-model/testing';
import { type BankEntry, readQuestionBank } from '@lexhop/pseudo-queries';
import { answerFromBank, articlesAskedIn, type ReplyFault } from '@lexhop/pseudo-queries/testing';
import { bankFile } from '../../support/graphs.js';

const faults: readonly (WireFault | ReplyFault)[] = [
  'server-error',
  'too-few-questions',
  'half-json',
  'rate-limited',
  'wrong-ids',
  'cut-reply',
  'hang',
  'wrong-language',
  'rate-limited-silently',
  'not-self-contained',
  'cut-connection',
  'not-json',
];
const replyFaults: ReadonlySet<string> = new Set<ReplyFault>([
  'too-few-questions',
  'wrong-language',
  'wrong-ids',
  'not-self-contained',
]);

/** One request in so many goes wrong, each in another way: 3 %. */
const requestsPerFault = 33;

/** A request as it arrived, and what was done wrong with it, if anything. */
export interface DraftingRequestSeen {
  readonly articles: readonly string[];
  readonly fault: string | undefined;
}

/** A provider that answers drafting prompts out of the sample's question bank, misbehaves now and then and allows 300 requests in a while. */
export class DraftingProvider {
  readonly #awaited: { readonly count: number; readonly resolve: () => void }[] = [];

  private constructor(
    private readonly provider: SimulatedProvider,
    /** Every request, in order of arrival. */
    readonly seen: readonly DraftingRequestSeen[],
    onRequest: (listener: (count: number) => void) => void,
  ) {
    onRequest((count) => {
      for (const { resolve } of this.#awaited.filter((awaited) => awaited.count <= count)) resolve();
    });
  }

  static async start(requestsPerMinute: number, latencyMilliseconds: number): Promise<DraftingProvider> {
    const bank = await sampleBank();
    const seen: DraftingRequestSeen[] = [];
    let tell: (count: number) => void = () => {};
    const answer = answerFromBank(bank, ({ number }) => {
      const fault = faultOf(number);
      return fault !== undefined && replyFaults.has(fault) ? (fault as ReplyFault) : undefined;
    });
    const provider = await SimulatedProvider.start({
      latencyMilliseconds,
      rateLimit: { requests: 300, milliseconds: (300 / requestsPerMinute) * 60_000 },
      answer: (request) => {
        seen.push({ articles: articlesAskedIn(request.user).map(({ id }) => id), fault: faultOf(request.number) });
        tell(seen.length);
        return answer(request);
      },
      fault: ({ number }) => {
        const fault = faultOf(number);
        return fault === undefined || replyFaults.has(fault) ? undefined : (fault as WireFault);
      },
    });
    return new DraftingProvider(provider, seen, (listener) => (tell = listener));
  }

  get baseUrl(): string {
    return this.provider.openAiBaseUrl;
  }

  /** Requests that were refused because they were too many. */
  get refused(): number {
    return this.provider.requests.length - this.seen.length;
  }

  /** Resolves when so many requests were answered, or are about to be. */
  async reached(count: number): Promise<void> {
    if (this.seen.length < count) await new Promise<void>((resolve) => this.#awaited.push({ count, resolve }));
  }

  close(): Promise<void> {
    return this.provider.close();
  }
}

function faultOf(number: number): WireFault | ReplyFault | undefined {
  return number % requestsPerFault === 0 ? faults[(number / requestsPerFault - 1) % faults.length] : undefined;
}

/** The sample’s question bank, by article. */
export async function sampleBank(): Promise<ReadonlyMap<string, BankEntry>> {
  const bank = new Map<string, BankEntry>();
  async function* content() {
    yield readFileSync(bankFile);
  }
  for await (const reading of readQuestionBank(content(), { fileName: bankFile })) {
    if (reading.kind === 'entry') bank.set(reading.entry.article, reading.entry);
  }
  return bank;
}
