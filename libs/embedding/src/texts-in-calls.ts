import type { EmbeddingLimits } from './embedding-model.js';

/**
 * Shares texts out to as few calls as the model's limits allow, the longest first: texts of like length run together with little padding.
 * A text that is over the limit of bytes is called for alone.
 */
export function textsInCalls<Item extends { readonly text: string }>(
  items: readonly Item[],
  { textsPerCall, bytesPerCall }: Pick<EmbeddingLimits, 'textsPerCall' | 'bytesPerCall'>,
): readonly (readonly Item[])[] {
  const sized = items.map((item) => ({ item, bytes: Buffer.byteLength(item.text) }));
  const calls: Item[][] = [];
  let bytesOfCall = 0;
  for (const { item, bytes } of sized.sort((one, other) => other.bytes - one.bytes)) {
    const isFull = bytesOfCall + bytes > bytesPerCall || calls.at(-1)?.length === textsPerCall;
    if (isFull || calls.length === 0) {
      calls.push([]);
      bytesOfCall = 0;
    }
    calls.at(-1)?.push(item);
    bytesOfCall += bytes;
  }
  return calls;
}
