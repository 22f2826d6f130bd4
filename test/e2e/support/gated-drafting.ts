import { SimulatedProvider } from '@lexhop/language-model/testing';
import { answerFromBank, articlesAskedIn } from '@lexhop/pseudo-queries/testing';
import { sampleBank } from './drafting-provider.js';

/** A language model that answers out of the sample's question bank, and only so often until it is opened: a build stands still in its middle. */
export class GatedDrafting {
  /** The articles of every request that came, in order; with one batch at a time the reply to each but the last is stored. */
  readonly asked: (readonly string[])[] = [];
  #waiting: (() => void)[] = [];
  #awaited: { readonly count: number; readonly resolve: () => void }[] = [];

  private constructor(
    private readonly provider: SimulatedProvider,
    private most: number,
  ) {}

  /** Answers `most` requests, and lets all others wait. */
  static async start(most: number): Promise<GatedDrafting> {
    const answer = answerFromBank(await sampleBank());
    const provider = await SimulatedProvider.start({
      answer: async (request) => {
        await gate.#enter(articlesAskedIn(request.user).map(({ id }) => id));
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

  /** Answers so many more requests, of those that wait and of those that come. */
  admit(more: number): void {
    this.most += more;
    for (const enter of this.#waiting.splice(0, more)) enter();
  }

  /** Answers whatever waits and whatever comes. */
  open(): void {
    this.admit(Number.POSITIVE_INFINITY);
  }

  /** Resolves when so many requests have come. */
  async reached(count: number): Promise<void> {
    if (this.asked.length < count) await new Promise<void>((resolve) => this.#awaited.push({ count, resolve }));
  }

  close(): Promise<void> {
    return this.provider.close();
  }

  async #enter(articles: readonly string[]): Promise<void> {
    this.asked.push(articles);
    for (const { count, resolve } of this.#awaited) if (count <= this.asked.length) resolve();
    if (this.asked.length > this.most) await new Promise<void>((enter) => this.#waiting.push(enter));
  }
}
