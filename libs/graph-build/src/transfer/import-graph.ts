import { asError } from '@lexhop/foundation';
import { type Build, type BuildRun, type EmbeddingSpace, StaleRunError } from '@lexhop/graph-model';
import { GraphFileError } from '../errors.js';
import { failureCodeOf } from '../build-failures.js';
import type { GraphBuildParts } from '../build-parts.js';
import { findBuild } from '../graph-builds.js';
import { checkBuild } from '../steps/5-check.js';
import { publishImported } from '../steps/6-publish.js';
import { RunCache } from '../run-cache.js';
import { PageImport } from './import-page.js';
import { readGraphFile } from './graph-file.js';

/**
 * Makes an exported build the active build of a graph, its statutes included. Whole or not at all: until it is, the build before stays active
 * and the graph's statutes stay as they are; a file that is cut short, has holes or is wrong is a GraphFileError and changes nothing.
 * The build is this call's alone: no sweep goes on with it, and it can't be retried, only imported again. Where the process ends in the middle,
 * the next sweep of any process fails it.
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
  // Held before it begins, so that no sweep finds it without its process.
  const letGo = await parts.stores.imports.hold(graph);
  try {
    const build = await parts.stores.builds.begin(graph, { settings, draftedBy: [] });
    await importInto(parts, build, { space: header.space, file: file.name, pages });
    return await findBuild(parts, build);
  } finally {
    await letGo();
  }
}

interface GraphFile {
  readonly space: EmbeddingSpace;
  readonly file: string;
  readonly pages: ReturnType<typeof readGraphFile>;
}

async function importInto(parts: GraphBuildParts, build: Build, from: GraphFile): Promise<void> {
  const run = { graph: build.graph, number: build.number, run: build.run };
  try {
    await parts.stores.builds.save(run, { space: from.space });
    await importLines(parts, run, from);
    const signal = new AbortController().signal;
    const context = { parts, cache: new RunCache(), run, build: await findBuild(parts, build), signal };
    await checkBuild(context);
    await publishImported(context);
  } catch (thrown) {
    // Cancelled meanwhile: the build is somebody else's to change.
    if (thrown instanceof StaleRunError) throw thrown;
    const error = asError(thrown);
    const failure = `The import failed: ${error.message}`;
    await parts.stores.builds.save(run, { state: 'failed', failure, failureCode: failureCodeOf(error) });
    throw thrown;
  }
}

async function importLines(
  { stores }: GraphBuildParts,
  run: BuildRun,
  { space, file, pages }: GraphFile,
): Promise<void> {
  const importing = new PageImport({ stores, run, space, file });
  let line = 1;
  for await (const page of pages) {
    line = page.line;
    await importing.save(page);
  }
  if (!importing.ended) throw new GraphFileError(file, line, 'the file is cut short: its last line is missing.');
  await stores.builds.save(run, { draftedBy: [...importing.draftedBy].toSorted() });
}
