import type { TokenUsage } from './token-usage.js';

/** Price of a model, in USD for a million tokens. */
export interface Price {
  readonly inputUsd: number;
  readonly outputUsd: number;
}

/** Prices by the model's name, without its provider. */
export type PriceTable = ReadonlyMap<string, Price>;

/** The price of a model named `provider/model`; undefined where there is no table, or none in it. */
export function priceOf(table: PriceTable | undefined, modelId: string): Price | undefined {
  return table?.get(modelId) ?? table?.get(modelId.slice(modelId.indexOf('/') + 1));
}

/** What a usage costs, in millionths of a USD, whole ones, rounded up. */
export function costMicroUsd(usage: TokenUsage, price: Price): number {
  return Math.ceil(usage.inputTokens * price.inputUsd + usage.outputTokens * price.outputUsd);
}
