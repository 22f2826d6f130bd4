import {
  type EmbeddingChain,
  type EmbeddingModel,
  type EmbeddingRole,
  type VectorOutput,
  vectorsOf,
} from '@lexhop/embedding';
import { embeddingSpaceId } from '@lexhop/graph-model';
import type { CommandContext } from '../connect.js';
import { textDigest } from '../embedding-file/digest-file.js';
import { readTexts, type TextToEmbed } from '../embedding-file/read-texts.js';
import { VectorFile } from '../embedding-file/vector-file.js';
import { EmbeddingFileError } from '../errors.js';
import { ProgressBar } from '../terminal/progress.js';
import { chainOf, chooseModel } from './models.js';

interface EmbedOptions {
  readonly in: string;
  readonly out: string;
  readonly outputs: readonly VectorOutput[];
  readonly role: EmbeddingRole;
  readonly chain?: string;
}

/** How many texts are embedded together: a multi-vector is about a thousand times as large as a dense vector. */
const textsTogether = { few: 8, many: 128 };

/** `lexhop embed --in FILE --out FILE`: embeds texts into a file. A file that was begun before is gone on with. */
export async function embedCommand(context: CommandContext, options: EmbedOptions): Promise<void> {
  const total = await countTexts(options.in);
  const chain = chainOf(context.environment);
  try {
    await embedInto(context, options, { total, chain });
  } finally {
    await chain.close();
  }
}

async function embedInto(
  context: CommandContext,
  options: EmbedOptions,
  { total, chain }: { readonly total: number; readonly chain: EmbeddingChain },
): Promise<void> {
  const { role, outputs } = options;
  const model = await chooseModel(context, chain, options.chain);
  // Asked for nothing, it says which output it does not have before a file is begun.
  await vectorsOf(model, { texts: [], role, outputs });
  const about = { space: embeddingSpaceId(model.space), semantic: model.space.semantic, role, outputs };
  const file = await VectorFile.open(options.out, about);
  const before = file.begun.texts;
  try {
    await embedRest(model, file, { ...options, total });
  } finally {
    await file.close();
  }
  const went = before > 0 ? `, ${before} of them before` : '';
  context.output.answer({ file: options.out, texts: total, before, ...about }, [
    `${total} texts embedded${went}, in ${about.space} (semantic: ${about.semantic}): ${options.out}`,
  ]);
}

async function embedRest(
  model: EmbeddingModel,
  file: VectorFile,
  options: EmbedOptions & { readonly total: number },
): Promise<void> {
  const { role, outputs, total } = options;
  const bar = new ProgressBar(`embed ${options.in}`, (count) => count.toLocaleString('en'));
  let done = file.begun.texts;
  bar.show(done, total);
  try {
    const together = outputs.includes('multi-vector') ? textsTogether.few : textsTogether.many;
    for await (const texts of inBatches(textsAfter(file.begun, options), together)) {
      await file.append(texts, await vectorsOf(model, { texts: texts.map(({ text }) => text), role, outputs }));
      done += texts.length;
      bar.show(done, total);
    }
  } finally {
    bar.end();
  }
}

/** The texts that the file does not hold yet. Throws an EmbeddingFileError when it holds others than the first of them. */
async function* textsAfter(begun: VectorFile['begun'], options: EmbedOptions): AsyncGenerator<TextToEmbed> {
  let [place, digest] = [0, ''];
  for await (const text of readTexts(options.in)) {
    if (place === begun.texts) assertSame(digest, begun, options);
    if (place >= begun.texts) yield text;
    else digest = textDigest(digest, text);
    place += 1;
  }
  if (place <= begun.texts) assertSame(digest, begun, options);
}

function assertSame(digest: string, begun: VectorFile['begun'], options: EmbedOptions): void {
  if (digest === begun.digest) return;
  const sentence = `was begun from other texts: its ${begun.texts} lines are not of the first ${begun.texts} texts and ids of ${options.in}; delete the file or choose another --out.`;
  throw new EmbeddingFileError(options.out, sentence);
}

async function* inBatches<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<readonly Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Reads the whole file before a model is loaded: a wrong line is known at once. */
async function countTexts(file: string): Promise<number> {
  let count = 0;
  for await (const _ of readTexts(file)) count += 1;
  return count;
}
