import type { EmbeddingOutput } from '../embedding-model.js';
import type { EmbedReply } from './model-description.js';
import { type ModelParts, runSequences } from './run-sequences.js';
import type { SequenceVectors } from './sequence-vectors.js';
import { cutSequences, type Sequence } from './text/cut-sequences.js';
import { planRuns } from './text/plan-runs.js';
import { denseOfPieces, lexicalWeightsOfPieces, multiVectorOfPieces, type Piece } from './text-vectors-of-pieces.js';

/** One call of a model. */
export interface EmbedCall {
  readonly texts: readonly string[];
  /** Dense always. */
  readonly outputs: readonly EmbeddingOutput[];
  /** Called between two runs; throws when the call was called off. */
  readonly proceed: () => void;
}

/** Embeds texts in their order: equal ones once, long ones in pieces, pieces of like length together. */
export async function embedTexts(parts: ModelParts, call: EmbedCall): Promise<EmbedReply> {
  const distinct = [...new Set(call.texts)];
  const cut = new Map(distinct.map((text) => [text, sequencesOf(parts, text)]));
  const vectors = await inRuns(parts, [...cut.values()].flat(), call);
  const pieces = (text: string): readonly Piece[] =>
    (cut.get(text) ?? []).flatMap((sequence) => {
      const found = vectors.get(sequence);
      return found ? [{ sequence, vectors: found }] : [];
    });
  const tokens = (text: string) => (cut.get(text) ?? []).reduce((sum, { ids }) => sum + ids.length, 0);
  return {
    ...replyOf(parts, call, call.texts.map(pieces)),
    tokens: call.texts.reduce((sum, text) => sum + tokens(text), 0),
    processMemoryBytes: process.memoryUsage.rss(),
  };
}

/** Memory that attention takes for one pair of tokens: scores and their softmax in single precision for each head, and the mask. */
export function attentionBytesPerPair(attentionHeads: number): number {
  return 8 * attentionHeads + 8;
}

function sequencesOf({ tokenizer, description }: ModelParts, text: string): readonly Sequence[] {
  return cutSequences(tokenizer.encode(text), description.cutting);
}

async function inRuns(
  parts: ModelParts,
  sequences: readonly Sequence[],
  { outputs, proceed }: EmbedCall,
): Promise<ReadonlyMap<Sequence, SequenceVectors>> {
  const { shape, attentionBytes, batchTokens, alone } = parts.description;
  const pairs = attentionBytes / attentionBytesPerPair(shape.attentionHeads);
  const budget = { tokens: batchTokens, pairs, texts: alone ? 1 : Infinity };
  const lengths = sequences.map(({ ids }) => ids.length);
  const vectors = new Map<Sequence, SequenceVectors>();
  for (const run of planRuns(lengths, budget)) {
    proceed();
    const together = run.flatMap((index) => sequences[index] ?? []);
    const idsOfRun = together.map(({ ids }) => ids);
    for (const [row, found] of (await runSequences(parts, idsOfRun, outputs)).entries()) {
      const sequence = together[row];
      if (sequence) vectors.set(sequence, found);
    }
  }
  proceed();
  return vectors;
}

function replyOf(
  { tokenizer }: ModelParts,
  { outputs }: EmbedCall,
  texts: readonly (readonly Piece[])[],
): Pick<EmbedReply, 'dense' | 'lexicalWeights' | 'multiVectors'> {
  const lexical = () => texts.map((pieces) => lexicalWeightsOfPieces(pieces, tokenizer.unweighted));
  return {
    dense: oneAfterTheOther(texts.map(denseOfPieces)),
    ...(outputs.includes('lexical-weights') ? { lexicalWeights: lexical() } : {}),
    ...(outputs.includes('multi-vector') ? { multiVectors: texts.map(multiVectorOfPieces) } : {}),
  };
}

function oneAfterTheOther(rows: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const dimensions = rows[0]?.length ?? 0;
  const whole = new Float32Array(rows.length * dimensions);
  for (const [index, row] of rows.entries()) whole.set(row, index * dimensions);
  return whole;
}
