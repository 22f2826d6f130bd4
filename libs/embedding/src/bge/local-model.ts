import { LexHopError, asError } from '@lexhop/foundation';
import type { EmbeddingOutput } from '../embedding-model.js';
import { EmbeddingError } from '../errors/embedding-error.js';
import type { EmbedReply, LoadedModel, ModelDescription } from './model-description.js';
import { graphOutputs, type GraphOutputs } from './onnx/graph-outputs.js';
import { type Heads, openHeads } from './onnx/heads.js';
import { type OpenedSession, openSession } from './onnx/open-session.js';
import { runGraph } from './onnx/run-graph.js';
import { sequenceVectors, type SequenceVectors } from './sequence-vectors.js';
import { cutSequences, type Sequence } from './text/cut-sequences.js';
import { planRuns } from './text/plan-runs.js';
import { readTokenizer, type TextTokenizer } from './text/text-tokenizer.js';
import { denseOfPieces, lexicalWeightsOfPieces, multiVectorOfPieces, type Piece } from './text-vectors-of-pieces.js';
import { readTorchLinear } from './torch/read-torch-linear.js';

/** A model in memory: tokenizer, session, heads. It blocks its thread while it runs. */
export interface LocalModel {
  readonly facts: Omit<LoadedModel, 'handle'>;
  /** @param proceed called between two runs; throws when the call was called off. */
  embed(texts: readonly string[], outputs: readonly EmbeddingOutput[], proceed: () => void): Promise<EmbedReply>;
  release(): Promise<void>;
}

interface Parts {
  readonly description: ModelDescription;
  readonly tokenizer: TextTokenizer;
  readonly opened: OpenedSession;
  readonly names: GraphOutputs;
  readonly heads: Heads | undefined;
}

/** Loads a model and runs it once, so that its first user does not wait and its dimensions are known. */
export async function openLocalModel(description: ModelDescription): Promise<LocalModel> {
  const { files, device, threads } = description;
  const tokenizer = await readTokenizer(files.tokenizer);
  const opened = await openSession(files.graph, device, threads);
  const names = graphOutputs(opened.session.outputNames, files.graph);
  const parts: Parts = { description, tokenizer, opened, names, heads: await headsOf(description) };
  const [probe] = await runSequences(parts, [tokenizer.encode('')], ['dense']);
  return {
    facts: {
      dimensions: probe?.dense.length ?? 0,
      outputs: outputsOf(parts),
      device: opened.device,
      ...(opened.deviceReason === undefined ? {} : { deviceReason: opened.deviceReason }),
    },
    embed: (texts, outputs, proceed) => embed(parts, { texts, outputs, proceed }),
    release: async () => {
      await opened.session.release();
      await parts.heads?.release();
    },
  };
}

async function headsOf({ files, threads }: ModelDescription): Promise<Heads | undefined> {
  const sparse = files.sparseHead === undefined ? undefined : await readTorchLinear(files.sparseHead);
  const colbert = files.colbertHead === undefined ? undefined : await readTorchLinear(files.colbertHead);
  if (!sparse && !colbert) return undefined;
  return openHeads({ ...(sparse ? { sparse } : {}), ...(colbert ? { colbert } : {}) }, threads);
}

function outputsOf({ names, heads }: Parts): readonly EmbeddingOutput[] {
  const onHidden = (head: boolean | undefined) => names.hidden !== undefined && head === true;
  return [
    'dense',
    ...(names.lexical !== undefined || onHidden(heads?.has.sparse) ? (['lexical-weights'] as const) : []),
    ...(names.multi !== undefined || onHidden(heads?.has.colbert) ? (['multi-vector'] as const) : []),
  ];
}

interface Call {
  readonly texts: readonly string[];
  readonly outputs: readonly EmbeddingOutput[];
  readonly proceed: () => void;
}

async function embed(parts: Parts, { texts, outputs, proceed }: Call): Promise<EmbedReply> {
  const distinct = [...new Set(texts)];
  const cut = distinct.map((text) => cutSequences(parts.tokenizer.encode(text), parts.description.cutting));
  const sequences = cut.flat();
  const vectors = await inRuns(parts, { sequences, outputs, proceed });
  const pieces = new Map(distinct.map((text, index) => [text, piecesOf(cut, index, vectors)]));
  return {
    ...replyOf(parts, { texts, outputs }, pieces),
    tokens: texts.reduce((sum, text) => sum + tokensOf(pieces.get(text) ?? []), 0),
    processMemoryBytes: process.memoryUsage.rss(),
  };
}

function piecesOf(
  cut: readonly (readonly Sequence[])[],
  index: number,
  vectors: ReadonlyMap<Sequence, SequenceVectors>,
): readonly Piece[] {
  return (cut[index] ?? []).flatMap((sequence) => {
    const found = vectors.get(sequence);
    return found ? [{ sequence, vectors: found }] : [];
  });
}

function tokensOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { sequence }) => sum + sequence.ids.length, 0);
}

function replyOf(
  { tokenizer }: Parts,
  { texts, outputs }: Pick<Call, 'texts' | 'outputs'>,
  pieces: ReadonlyMap<string, readonly Piece[]>,
): Pick<EmbedReply, 'dense' | 'lexicalWeights' | 'multiVectors'> {
  const each = <Vector>(take: (pieces: readonly Piece[]) => Vector) =>
    texts.map((text) => take(pieces.get(text) ?? []));
  const rows = each(denseOfPieces);
  const dimensions = rows[0]?.length ?? 0;
  const dense = new Float32Array(rows.length * dimensions);
  for (const [index, row] of rows.entries()) dense.set(row, index * dimensions);
  const lexical = () => each((parts) => lexicalWeightsOfPieces(parts, tokenizer.unweighted));
  return {
    dense,
    ...(outputs.includes('lexical-weights') ? { lexicalWeights: lexical() } : {}),
    ...(outputs.includes('multi-vector') ? { multiVectors: each(multiVectorOfPieces) } : {}),
  };
}

async function inRuns(
  parts: Parts,
  call: Omit<Call, 'texts'> & { readonly sequences: readonly Sequence[] },
): Promise<ReadonlyMap<Sequence, SequenceVectors>> {
  const { shape, attentionBytes, batchTokens, alone } = parts.description;
  const budget = {
    tokens: batchTokens,
    pairs: attentionBytes / attentionBytesPerPair(shape.attentionHeads),
    texts: alone ? 1 : Infinity,
  };
  const vectors = new Map<Sequence, SequenceVectors>();
  const lengths = call.sequences.map(({ ids }) => ids.length);
  for (const run of planRuns(lengths, budget)) {
    call.proceed();
    const together = run.flatMap((index) => call.sequences[index] ?? []);
    const found = await runSequences(
      parts,
      together.map(({ ids }) => ids),
      call.outputs,
    );
    for (const [row, sequence] of together.entries()) {
      const taken = found[row];
      if (taken) vectors.set(sequence, taken);
    }
  }
  call.proceed();
  return vectors;
}

/** What attention takes for one pair of tokens: scores and their softmax in single precision for each head, and the mask. */
export function attentionBytesPerPair(attentionHeads: number): number {
  return 8 * attentionHeads + 8;
}

async function runSequences(
  { opened, tokenizer, names, heads, description }: Parts,
  sequences: readonly (readonly number[])[],
  wanted: readonly EmbeddingOutput[],
): Promise<readonly SequenceVectors[]> {
  const lexical = wanted.includes('lexical-weights');
  const multi = wanted.includes('multi-vector');
  const needsHeads = (lexical && names.lexical === undefined) || (multi && names.multi === undefined);
  const fetched = [
    names.dense ?? names.hidden,
    lexical ? names.lexical : undefined,
    multi ? names.multi : undefined,
    needsHeads ? names.hidden : undefined,
  ].filter((name) => name !== undefined);
  try {
    const outputs = await runGraph(opened.session, sequences, { padId: tokenizer.padId, names: [...new Set(fetched)] });
    const hidden = outputs.get(names.hidden ?? '');
    const fromHeads = needsHeads && hidden ? ((await heads?.run(hidden.values)) ?? {}) : {};
    const length = Math.max(...sequences.map((ids) => ids.length));
    const run = { outputs, names, heads: fromHeads, length };
    return sequences.map((ids, row) => sequenceVectors(run, { row, tokens: ids.length }, wanted));
  } catch (thrown) {
    if (thrown instanceof LexHopError) throw thrown;
    const sentence = `a run of ${sequences.length} texts failed: ${asError(thrown).message}`;
    throw new EmbeddingError(description.name, sentence, { retryable: true, cause: thrown });
  }
}
