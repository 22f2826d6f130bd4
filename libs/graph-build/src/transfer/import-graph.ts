import { asError } from '@lexhop/foundation';
import { type Build, type BuildRun, type EmbeddingSpace, StaleRunError } from '@lexhop/graph-model';
import { GraphFileError } from '../errors/graph-file-error.js';
import type { GraphBuildParts } from '../graph-build-parts.js';
import { checkStep } from '../steps/5-check.js';
import { publishStep } from '../steps/6-publish.js';
import { importPage, importState } from './import-page.js';
import { readGraphFile } from './read-graph-file.js';

/**
 * Makes an exported build the active build of a graph, its statutes included. In one piece: until it is whole, the
 * build before stays active; a file that is cut short, has holes or is wrong is a GraphFileError and nothing is activated.
 * The build is this call's alone: no sweep goes on with it, and it can't be retried, only imported again.
 */
export async function importGraph(
  parts: GraphBuildParts,
  graph: string,
  file: { readonly name: string; readonly content: AsyncIterable<Uint8Array> },
): Promise<Build> {
  const pages = readGraphFile(file);
  const first = await pages.next();
  const header = first.done ? undefined : first.value.lines[0];
  if (!header || !('lexhop' in header)) throw new GraphFileError(file.name, 1, 'this is not an exported graph.');
  const settings = { ...header.settings, from: 'import' as const };
  const build = await parts.stores.builds.begin(graph, { settings, draftedBy: [] });
  const run = { graph, number: build.number, run: build.run };
  try {
    await parts.stores.builds.save(run, { space: header.space });
    await importLines(parts, { run, space: header.space, file: file.name }, pages);
    const context = { parts, run, build: await freshBuild(parts, build), signal: new AbortController().signal };
    await checkStep.finish(context);
    await publishStep.finish(context);
  } catch (thrown) {
    // Cancelled meanwhile: the build is somebody else's to change.
    if (thrown instanceof StaleRunError) throw thrown;
    await parts.stores.builds.save(run, { state: 'failed', failure: `The import failed: ${asError(thrown).message}` });
    throw thrown;
  }
  return freshBuild(parts, build);
}

async function freshBuild(parts: GraphBuildParts, build: Build): Promise<Build> {
  return (await parts.stores.builds.find(build)) ?? build;
}

async function importLines(
  { stores }: GraphBuildParts,
  { run, space, file }: { readonly run: BuildRun; readonly space: EmbeddingSpace; readonly file: string },
  pages: ReturnType<typeof readGraphFile>,
): Promise<void> {
  const state = importState(stores, { run, space, file });
  let line = 1;
  for await (const page of pages) {
    line = page.line;
    await importPage(state, page);
  }
  if (!state.ended) throw new GraphFileError(file, line, 'the file is cut short: its last line is missing.');
  await stores.builds.save(run, { draftedBy: [...state.draftedBy].toSorted() });
}
