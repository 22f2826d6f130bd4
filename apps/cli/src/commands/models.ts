import type { EmbeddingChain, EmbeddingModel, EmbeddingSettings } from '@lexhop/embedding';
import { embeddingSpaceId } from '@lexhop/graph-model';
import { createModelCache, ModelFileError, type ModelListing, type VerifiedFile } from '@lexhop/model-files';
import type { Output } from '../terminal/output.js';
import { ProgressBar, spellMegabytes } from '../terminal/progress.js';

export interface JsonOption {
  readonly json?: boolean;
}

/** `lexhop models list`: every model known, and whether it is here. Makes no request. */
export async function listModelsCommand({ embedding, output }: LocalContext, { json }: JsonOption): Promise<void> {
  const cache = createModelCache(embedding);
  const models = await cache.list();
  if (json) return output.json({ cache: cache.sources.cache, models });
  output.line(`cache ${cache.sources.cache}`);
  for (const model of models) output.line(tellModel(model));
}

/** `lexhop models pull NAME`: fetches what of it is missing or wrong, whatever its size, and shows how far it has come. */
export async function pullModelCommand({ embedding, output }: LocalContext, name: string, { json }: JsonOption) {
  const cache = createModelCache(embedding);
  const bar = new ProgressBar(`fetch ${name}`, spellMegabytes);
  try {
    await cache.pull(name, { onProgress: ({ done, total }) => bar.show(done, total) });
  } finally {
    bar.end();
  }
  const path = await cache.path(name);
  if (json) output.json({ name, path });
  else output.line(`${name} is in ${path}`);
}

/** `lexhop models verify [NAME]`: reads every byte of it, else of every model that is here. Throws a ModelFileError for the first wrong one. */
export async function verifyModelsCommand(
  { embedding, output }: LocalContext,
  name: string | undefined,
  { json }: JsonOption,
): Promise<void> {
  const cache = createModelCache(embedding);
  const here = (await cache.list()).filter((model) => model.here).map((model) => model.name);
  const files: VerifiedFile[] = [];
  const wrong: ModelFileError[] = [];
  for (const model of name === undefined ? here : [name]) {
    const verified = await cache.verify(model);
    files.push(...verified);
    wrong.push(...verified.filter(({ right }) => !right).map((file) => wrongFile(model, file)));
  }
  if (json) output.json({ files });
  else for (const file of files) output.line(tellFile(file));
  if (wrong[0]) throw wrong[0];
}

function wrongFile(model: string, { path, sha256, expected }: VerifiedFile): ModelFileError {
  const sentence = `its SHA-256 is ${sha256} instead of ${expected}; lexhop models pull ${model} fetches it again.`;
  return new ModelFileError(path, sentence);
}

/** `lexhop models path NAME`: the folder that holds its graph. */
export async function modelPathCommand({ embedding, output }: LocalContext, name: string, { json }: JsonOption) {
  const path = await createModelCache(embedding).path(name);
  if (json) output.json({ name, path });
  else output.line(path);
}

function tellModel({ name, precision, bytes, here, pinning, sources }: ModelListing): string {
  const facts = [here ? 'here' : 'not here', precision, spellMegabytes(bytes), pinning, `from ${sources.join(', ')}`];
  return `${name.padEnd(24)} ${facts.join(' · ')}`;
}

function tellFile({ path, right, bytes, pinning }: VerifiedFile): string {
  return `${right ? 'right' : 'WRONG'}  ${path} (${spellMegabytes(bytes)}, ${pinning})`;
}

/** The first model of a chain that works, fetched where that is allowed; says which, and why not those before it. */
export async function chooseModel(
  embedding: EmbeddingChain,
  output: Output,
  chain: string | undefined,
): Promise<EmbeddingModel> {
  const bar = new ProgressBar('fetch the model', spellMegabytes);
  try {
    const { model, passedOver } = await embedding.choose({
      ...(chain === undefined ? {} : { chain }),
      onProgress: ({ done, total }) => bar.show(done, total),
    });
    for (const { name, reason } of passedOver) output.remark(`passed over ${name}: ${reason}`);
    const meaning = model.space.semantic ? '' : ': its vectors know characters and no meaning';
    output.remark(`embedding with ${embeddingSpaceId(model.space)}${meaning}`);
    return model;
  } finally {
    bar.end();
  }
}

/** What commands work with that need no server: they embed in their own process. */
export interface LocalContext {
  readonly embedding: EmbeddingSettings;
  readonly output: Output;
}
