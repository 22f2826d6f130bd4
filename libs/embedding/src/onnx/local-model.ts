import { openSession, readTokenizer } from '@lexhop/model-files';
import type { VectorOutput } from '../embedding-model.js';
import { concatenated, ofPieces } from '../pieces.js';
import { denseOfPieces, multiVectorOfPieces, type Piece, sparseOfPieces } from './join-pieces.js';
import type { EmbedReply, LoadedModel, ModelDescription } from './model-description.js';
import { graphOutputs, type HeadLayers, type Heads, openHeads } from './model-outputs.js';
import { type ModelParts, outputsOf, runSequences } from './run-sequences.js';
import { attentionBytesPerPair, cutSequences, planRuns, type Sequence } from './sequences.js';
import { readTorchLinear } from './torch-linear.js';

/** A model in memory. It blocks its thread while it runs. */
export interface LocalModel {
  readonly facts: LoadedModel;
  readonly embed: (call: EmbedCall) => Promise<EmbedReply>;
}

/** Loads a model and runs it once: then its dimensions are known, and its first user does not wait. Rejects with a ModelFileError. */
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
      deviceReason: opened.deviceReason,
    },
    embed: (call) => embedTexts(parts, call),
  };
}

async function headsOf({ files, threads }: ModelDescription): Promise<Heads | undefined> {
  const layers: HeadLayers = {
    ...(files.sparseHead !== undefined && { sparse: await readTorchLinear(files.sparseHead) }),
    ...(files.colbertHead !== undefined && { 'multi-vector': await readTorchLinear(files.colbertHead) }),
  };
  return Object.keys(layers).length === 0 ? undefined : openHeads(layers, threads);
}

/** One call of a model. */
interface EmbedCall {
  readonly texts: readonly string[];
  /** Which kinds to give beside dense vectors, which are always given. */
  readonly outputs: readonly VectorOutput[];
  /** Called before each run and after the last; throws where the call was called off. */
  readonly proceed: () => void;
}

/** Embeds texts, in their order: equal ones once, long ones in pieces, pieces of like length together. */
async function embedTexts(parts: ModelParts, call: EmbedCall): Promise<EmbedReply> {
  const { tokenizer, description } = parts;
  const texts = await ofPieces(
    call.texts,
    (text) => cutSequences(tokenizer.encode(text), description.cutting),
    (sequences) => inRuns(parts, sequences, call),
  );
  return {
    dense: concatenated(texts.map(denseOfPieces)),
    ...(call.outputs.includes('sparse') && {
      sparse: texts.map((pieces) => sparseOfPieces(pieces, tokenizer.unweighted)),
    }),
    ...(call.outputs.includes('multi-vector') && { multiVectors: texts.map(multiVectorOfPieces) }),
    tokens: texts.flat().reduce((sum, { sequence }) => sum + sequence.ids.length, 0),
    processMemoryBytes: process.memoryUsage.rss(),
  };
}

/** Each sequence with its vectors, in their order. */
async function inRuns(
  parts: ModelParts,
  sequences: readonly Sequence[],
  { outputs, proceed }: EmbedCall,
): Promise<readonly Piece[]> {
  const { shape, attentionBytes, batchTokens, alone } = parts.description;
  const pairs = attentionBytes / attentionBytesPerPair(shape.attentionHeads);
  const lengths = sequences.map(({ ids }) => ids.length);
  const pieces: Piece[] = [];
  for (const run of planRuns(lengths, { tokens: batchTokens, pairs, texts: alone ? 1 : Infinity })) {
    proceed();
    const together = run.flatMap((index) => sequences[index] ?? []);
    const idsOfRun = together.map(({ ids }) => ids);
    for (const [place, vectors] of (await runSequences(parts, idsOfRun, outputs)).entries()) {
      const [index, sequence] = [run[place], together[place]];
      if (index !== undefined && sequence) pieces[index] = { sequence, vectors };
    }
  }
  proceed();
  return pieces;
}
