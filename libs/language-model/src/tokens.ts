/** What a call took. */
export interface TokenUsage {
  readonly inputTokens: number;
  /** What is paid for as output: the reply, and the reasoning before it. */
  readonly outputTokens: number;
  /** Present where the provider did not count all of it; the rest is estimated. */
  readonly estimated?: true;
}

/** What a provider counted; what it left out is absent. */
export interface TokenCounts {
  readonly input?: number | undefined;
  /** The reply, with or without the reasoning. */
  readonly output?: number | undefined;
  readonly total?: number | undefined;
}

/** Price of a model, in USD for a million tokens. */
export interface Price {
  readonly inputUsd: number;
  readonly outputUsd: number;
}

const hanOrKana = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}，。、；：？！「」『』（）]/gu;

/**
 * About how many tokens a text is, on the high side: one for each Chinese character or mark, one for every three others.
 * Tokenizers differ; what was really used is in each reply.
 */
export function estimateTokens(text: string): number {
  const characters = text.match(hanOrKana)?.length ?? 0;
  return characters + Math.ceil((text.length - characters) / 3);
}

/** The tokens of a prompt, estimated. */
export function estimatePrompt({ system, user }: { readonly system: string; readonly user: string }): number {
  return estimateTokens(system) + estimateTokens(user);
}

/** The usage of a call whose provider did not count. */
export function estimateUsage(prompt: { readonly system: string; readonly user: string }, text: string): TokenUsage {
  return { inputTokens: estimatePrompt(prompt), outputTokens: estimateTokens(text), estimated: true };
}

/**
 * The usage by a provider's counts. Tokens that are in the total, but in neither of the other counts, are reasoning, which is paid for as output.
 * No tokens for a text that is there is no count.
 * @param guess has the counts that the provider's do not tell; the usage is then marked as estimated
 */
export function usageOf({ input, output, total }: TokenCounts, guess: TokenUsage): TokenUsage {
  const whole = leavesNothing({ input, total }, guess) ? undefined : total;
  const inputTold = counted(input ?? inputOf(output, whole), guess.inputTokens);
  const inputTokens = inputTold ?? Math.min(guess.inputTokens, whole ?? Infinity);
  const outputTold = outputOf({ output, total: whole }, inputTokens) ?? counted(output, guess.outputTokens);
  const isWhole = inputTold !== undefined && outputTold !== undefined;
  return { inputTokens, outputTokens: outputTold ?? guess.outputTokens, ...(!isWhole && { estimated: true }) };
}

/** Whether a total is of the prompt alone, though a text came. */
function leavesNothing({ input = 0, total }: Pick<TokenCounts, 'input' | 'total'>, guess: TokenUsage): boolean {
  return total === input && guess.outputTokens > 0;
}

function counted(told: number | undefined, guessed: number): number | undefined {
  return told === 0 && guessed > 0 ? undefined : told;
}

function outputOf({ output = 0, total }: Pick<TokenCounts, 'output' | 'total'>, input: number): number | undefined {
  return total === undefined ? undefined : Math.max(output, total - input);
}

function inputOf(output: number | undefined, total: number | undefined): number | undefined {
  return output === undefined || total === undefined ? undefined : Math.max(0, total - output);
}

/** The price of a model named `provider/model`, from prices by name, without the provider; undefined where there is no table, or none in it. */
export function priceOf(table: ReadonlyMap<string, Price> | undefined, modelId: string): Price | undefined {
  return table?.get(modelId) ?? table?.get(modelId.slice(modelId.indexOf('/') + 1));
}

/** What a usage costs, in millionths of a USD, whole ones, rounded up. */
export function costMicroUsd(usage: TokenUsage, price: Price): number {
  return Math.ceil(usage.inputTokens * price.inputUsd + usage.outputTokens * price.outputUsd);
}
