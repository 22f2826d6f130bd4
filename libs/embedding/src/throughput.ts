import { observed } from '@lexhop/foundation';

/** How fast a model was so far: texts and tokens over the time in which at least one call ran. */
export class Throughput {
  #texts = 0;
  #tokens = 0;
  #busyMs = 0;
  #running = 0;
  #since = 0;

  /** @param model as it is named where the calls are told of. */
  constructor(private readonly model: string) {}

  /** Measures one call; 0 tokens where they are not counted. */
  async measure<Result extends { readonly tokens: number }>(
    texts: number,
    call: () => Promise<Result>,
  ): Promise<Result> {
    if (this.#running++ === 0) this.#since = performance.now();
    try {
      const result = await observed('embed', { model: this.model, texts }, call);
      this.#texts += texts;
      this.#tokens += result.tokens;
      return result;
    } finally {
      if (--this.#running === 0) this.#busyMs += performance.now() - this.#since;
    }
  }

  /** Nothing before the first call has ended. */
  rates(): { readonly textsPerSecond?: number; readonly tokensPerSecond?: number } {
    if (this.#texts === 0 || this.#busyMs === 0) return {};
    const seconds = this.#busyMs / 1000;
    const tokensPerSecond = this.#tokens / seconds;
    return { textsPerSecond: this.#texts / seconds, ...(tokensPerSecond > 0 ? { tokensPerSecond } : {}) };
  }
}
