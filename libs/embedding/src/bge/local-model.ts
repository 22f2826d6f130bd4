import { type EmbedCall, embedTexts } from './embed-texts.js';
import type { EmbedReply, LoadedModel, ModelDescription } from './model-description.js';
import { graphOutputs } from './onnx/graph-outputs.js';
import { type Heads, openHeads } from './onnx/heads.js';
import { openSession } from './onnx/open-session.js';
import { type ModelParts, outputsOf, runSequences } from './run-sequences.js';
import { readTokenizer } from './text/text-tokenizer.js';
import { readTorchLinear } from './torch/read-torch-linear.js';

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
