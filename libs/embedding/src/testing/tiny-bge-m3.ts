import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readShape } from '../onnx/folder-provider.js';
import type { ModelDescription } from '../onnx/model-description.js';

/** The tiny BGE-M3 of the golden files, described as a model in a folder. */
export async function describeTinyBgeM3(
  folder: string,
  changes: Partial<ModelDescription> = {},
): Promise<ModelDescription> {
  return {
    name: 'bge-m3-tiny',
    files: {
      graph: path.join(folder, 'onnx/model.onnx'),
      tokenizer: path.join(folder, 'tokenizer.json'),
      sparseHead: path.join(folder, 'sparse_linear.pt'),
      colbertHead: path.join(folder, 'colbert_linear.pt'),
    },
    shape: await readShape(path.join(folder, 'config.json')),
    device: 'cpu',
    threads: 1,
    copies: 1,
    cutting: { length: 512 },
    batchTokens: 512,
    attentionBytes: 2 ** 28,
    alone: false,
    ...changes,
  };
}

const expectedSchema = z.object({
  texts: z.array(
    z.object({
      name: z.string(),
      text: z.string(),
      max_length: z.number(),
      input_ids: z.array(z.number()),
      dense: z.array(z.number()),
      lexical_weights: z.record(z.string(), z.number()),
      colbert: z.object({ rows: z.number(), dim: z.number(), f32le_base64: z.string() }),
    }),
  ),
  pairs: z.array(
    z.object({
      q: z.string(),
      p: z.string(),
      dense: z.number(),
      sparse: z.number(),
      colbert: z.number(),
      'sparse+dense': z.number(),
      'colbert+sparse+dense': z.number(),
    }),
  ),
  tokenizer_cases: z.array(
    z.object({
      text: z.string(),
      input_ids: z.array(z.number()),
      input_ids_transformers5: z.array(z.number()).optional(),
      known_js_difference: z.unknown().optional(),
    }),
  ),
});

/** What the reference implementation gives for the tiny BGE-M3. */
export async function expectedOfTinyBgeM3(folder: string): Promise<z.infer<typeof expectedSchema>> {
  return expectedSchema.parse(JSON.parse(await readFile(path.join(folder, 'expected.json'), 'utf8')));
}
