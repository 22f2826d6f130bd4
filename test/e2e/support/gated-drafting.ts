import { SimulatedProvider } from '@lexhop/language-model/testing';
import { answerFromBank } from '@lexhop/pseudo-queries/testing';
import { sampleBank } from './drafting-provider.js';

/** A language model that answers out of the sample's question bank, and only so often until it is opened: a build stands still in its middle. */
export class GatedDrafting {
  #admitted = 0;
  #waiting: (() => void)[] = [];

  private constructor(
    private readonly provider: SimulatedProvider,
    private most: number,
  ) {}

  /** Answers `most` requests, and lets all others wait. */
  static async start(most: number): Promise<GatedDrafting> {
    const answer = answerFromBank(await sampleBank());
    const provider = await SimulatedProvider.start({
      answer: async (request) => {
        await gate.#enter();
        return answer(request);
      },
    });
    const gate: GatedDrafting = new GatedDrafting(provider, most);
    return gate;
  }

  /** What a server is told, so that it asks here. */
  get environment(): Readonly<Record<string, string>> {
    return {
      LEXHOP_LLM_PROVIDER: 'openai-compatible',
      LEXHOP_LLM_MODEL: 'simulated',
      OPENAI_BASE_URL: this.provider.openAiBaseUrl,
      LEXHOP_LLM_REQUESTS_PER_MINUTE: '6000',
      LEXHOP_LLM_PRICES: 'simulated=1/2',
      LEXHOP_LLM_BUDGET_BUILD_USD: '50',
      // One batch after the other: what was answered is then whole batches, and the page has something to show.
      LEXHOP_QUEUE_CONCURRENCY: '1',
    };
  }

  /** Answers whatever waits and whatever comes. */
  open(): void {
    this.most = Number.POSITIVE_INFINITY;
    for (const enter of this.#waiting.splice(0)) enter();
  }

  close(): Promise<void> {
    return this.provider.close();
  }

  async #enter(): Promise<void> {
    this.#admitted += 1;
    if (this.#admitted > this.most) await new Promise<void>((enter) => this.#waiting.push(enter));
  }
}
