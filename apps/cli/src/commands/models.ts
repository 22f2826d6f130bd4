import { createEmbeddingChain, type EmbeddingChain, type EmbeddingModel, embeddingSettings } from '@lexhop/embedding';
import { readSettings, SilentLogger } from '@lexhop/foundation';
import { embeddingSpaceId } from '@lexhop/graph-model';
import { createModelCache, ModelFileError, type ModelListing, type VerifiedFile } from '@lexhop/model-files';
import type { CommandContext } from '../connect.js';
import { ProgressBar, spellMegabytes } from '../terminal/progress.js';

/** `lexhop models list`: every model known, and whether it is here. Makes no request. */
export async function listModelsCommand({ environment, output }: CommandContext): Promise<void> {
  const cache = cacheOf(environment);
  const models = await cache.list();
  output.answer({ cache: cache.sources.cache, models }, [`cache ${cache.sources.cache}`, ...models.map(tellModel)]);
}

/** `lexhop models pull NAME`: fetches what of it is missing or wrong, whatever its size, and shows how far it has come. */
export async function pullModelCommand({ environment, output }: CommandContext, name: string): Promise<void> {
  const cache = cacheOf(environment);
  const bar = new ProgressBar(`fetch ${name}`, spellMegabytes);
  try {
    await cache.pull(name, { onProgress: ({ done, total }) => bar.show(done, total) });
  } finally {
    bar.end();
  }
  const path = await cache.path(name);
  output.answer({ name, path }, [`${name} is in ${path}`]);
}

/** `lexhop models verify [NAME]`: reads every byte of it, else of every model that is here. Throws a ModelFileError for the first wrong one. */
export async function verifyModelsCommand({ environment, output }: CommandContext, name?: string): Promise<void> {
  const cache = cacheOf(environment);
  const here = (await cache.list()).filter((model) => model.here).map((model) => model.name);
  const files: VerifiedFile[] = [];
  const wrong: ModelFileError[] = [];
  for (const model of name === undefined ? here : [name]) {
    const verified = await cache.verify(model);
    files.push(...verified);
    wrong.push(...verified.filter(({ right }) => !right).map((file) => wrongFile(model, file)));
  }
  output.answer({ files }, files.map(tellFile));
  if (wrong[0]) throw wrong[0];
}

function wrongFile(model: string, { path, sha256, expected }: VerifiedFile): ModelFileError {
  const sentence = `its SHA-256 is ${sha256} instead of ${expected}; lexhop models pull ${model} fetches it again.`;
  return new ModelFileError(path, sentence);
}

/** `lexhop models path NAME`: the folder that holds its graph. */
export async function modelPathCommand({ environment, output }: CommandContext, name: string): Promise<void> {
  const path = await cacheOf(environment).path(name);
  output.answer({ name, path }, [path]);
}

function cacheOf(environment: CommandContext['environment']) {
  return createModelCache(readSettings(embeddingSettings, environment));
}

function tellModel({ name, precision, bytes, here, pinning, sources }: ModelListing): string {
  const facts = [here ? 'here' : 'not here', precision, spellMegabytes(bytes), pinning, `from ${sources.join(', ')}`];
  return `${name.padEnd(24)} ${facts.join(' · ')}`;
}

function tellFile({ path, right, bytes, pinning }: VerifiedFile): string {
  return `${right ? 'right' : 'WRONG'}  ${path} (${spellMegabytes(bytes)}, ${pinning})`;
}

/** The embedding chain of the settings, for commands that need no server: they embed in their own process. */
export function chainOf(environment: CommandContext['environment']): EmbeddingChain {
  return createEmbeddingChain(readSettings(embeddingSettings, environment), new SilentLogger());
}

/** The first model of a chain that works, fetched where that is allowed; says which, and why not those before it. */
export async function chooseModel(
  { output }: CommandContext,
  embedding: EmbeddingChain,
  chain: string | undefined,
): Promise<EmbeddingModel> {
  const bar = new ProgressBar('fetch the model', spellMegabytes);
  try {
    const { model, passedOver } = await embedding.choose({
      chain,
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
