import { openSession, readTokenizer } from '@lexhop/model-files';
import type { EmbeddingOutput } from '../embedding-model.js';
import type { EmbedReply, LoadedModel, ModelDescription } from './model-description.js';
import { graphOutputs, type Heads, openHeads } from './model-outputs.js';
import { denseOfPieces, lexicalWeightsOfPieces, multiVectorOfPieces, type Piece } from './pieces.js';
import { attentionBytesPerPair, cutSequences, planRuns, type Sequence } from './sequences.js';
import { type ModelParts, outputsOf, runSequences, type SequenceVectors } from './run-sequences.js';
import { readTorchLinear } from './torch-linear.js';

/** A model in memory: tokenizer, session, heads. It blocks its thread while it runs. */
export interface LocalModel {
  readonly facts: Omit<LoadedModel, 'handle'>;
  embed(call: EmbedCall): Promise<EmbedReply>;
  release(): Promise<void>;
}

/** Loads a model and runs it once, so that its dimensions are known and its first user does not wait. */
export async function openLocalModel(description: ModelDescription): Promise<LocalModel> {
  const { files, device, threads } = description;
  const tokenizer = await readTokenizer(files.tokenizer);
  const heads = await headsOf(description);
  const opened = await openSession(files.graph, device, threads);
  const names = graphOutputs(opened.session.outputNames, files.graph);
  const batchTokens = description.batchTokens || (opened.device === 'cpu' ? 512 : 16_384);
  const parts: ModelParts = { description: { ...description, batchTokens }, tokenizer, opened, names, heads };
  const [probe] = await runSequences(parts, [tokenizer.encode('')], ['dense']);
  return {
    facts: {
      dimensions: probe?.dense.length ?? 0,
      outputs: outputsOf(parts),
      device: opened.device,
      ...(opened.deviceReason === undefined ? {} : { deviceReason: opened.deviceReason }),
    },
    embed: (call) => embedTexts(parts, call),
    async release() {
      await opened.session.release();
      await heads?.release();
    },
  };
}

async function headsOf({ files, threads }: ModelDescription): Promise<Heads | undefined> {
  const sparse = files.sparseHead === undefined ? undefined : await readTorchLinear(files.sparseHead);
  const colbert = files.colbertHead === undefined ? undefined : await readTorchLinear(files.colbertHead);
  if (!sparse && !colbert) return undefined;
  return openHeads({ ...(sparse ? { sparse } : {}), ...(colbert ? { colbert } : {}) }, threads);
}

/** One call of a model. */
interface EmbedCall {
  readonly texts: readonly string[];
  /** Dense always. */
  readonly outputs: readonly EmbeddingOutput[];
  /** Called between two runs; throws when the call was called off. */
  readonly proceed: () => void;
}

/** Embeds texts in their order: equal ones once, long ones in pieces, pieces of like length together. */
async function embedTexts(parts: ModelParts, call: EmbedCall): Promise<EmbedReply> {
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
