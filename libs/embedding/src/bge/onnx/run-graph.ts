import { type InferenceSession, Tensor } from 'onnxruntime-node';

/** An output with its sizes: [sequences, …]. */
export interface GraphOutput {
  readonly values: Float32Array;
  readonly sizes: readonly number[];
}

/** Runs sequences of token ids together, padded on the right to the longest, and gives the outputs named. */
export async function runGraph(
  session: InferenceSession,
  sequences: readonly (readonly number[])[],
  { padId, names }: { readonly padId: number; readonly names: readonly string[] },
): Promise<ReadonlyMap<string, GraphOutput>> {
  const length = Math.max(...sequences.map((ids) => ids.length));
  const sizes = [sequences.length, length];
  const ids = new BigInt64Array(sequences.length * length).fill(BigInt(padId));
  const mask = new BigInt64Array(ids.length);
  for (const [row, sequence] of sequences.entries()) {
    ids.set(sequence.map(BigInt), row * length);
    mask.fill(1n, row * length, row * length + sequence.length);
  }
  const feeds: Record<string, Tensor> = {
    input_ids: new Tensor('int64', ids, sizes),
    attention_mask: new Tensor('int64', mask, sizes),
  };
  if (session.inputNames.includes('token_type_ids')) {
    feeds['token_type_ids'] = new Tensor('int64', new BigInt64Array(ids.length), sizes);
  }
  const outputs = await session.run(feeds, [...names]);
  return new Map(
    Object.entries(outputs).map(([name, output]) => [
      name,
      { values: output.data as Float32Array, sizes: output.dims },
    ]),
  );
}
