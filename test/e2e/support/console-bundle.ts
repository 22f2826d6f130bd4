import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const builtConsole = 'apps/console/dist';
const compress = promisify(gzip);

/** One file of the build, by the name of its source. */
interface Chunk {
  readonly file: string;
  readonly src?: string;
  readonly isEntry?: boolean;
  /** What must be there before it runs, and what it may fetch later. */
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
}

/** Vite's list of what it built. */
export type Manifest = Readonly<Record<string, Chunk>>;

/** Gzipped bytes of what a browser fetches before it shows a page, for each page: the entry's files and the page's own. */
export async function firstViewBytes(manifest: Manifest): Promise<ReadonlyMap<string, number>> {
  const entries = Object.entries(manifest).filter(([, { isEntry }]) => isEntry);
  const pages = entries.flatMap(([, { dynamicImports = [] }]) => dynamicImports);
  const sizes = new Map<string, number>();
  for (const page of pages) {
    const files = new Set([...entries.map(([name]) => name), page].flatMap((name) => filesOf(manifest, name)));
    const bytes = await Promise.all([...files].map(gzippedBytes));
    sizes.set(
      page,
      bytes.reduce((sum, each) => sum + each, 0),
    );
  }
  return sizes;
}

function filesOf(manifest: Manifest, name: string, seen = new Set<string>()): readonly string[] {
  const chunk = manifest[name];
  if (!chunk || seen.has(name)) return [];
  seen.add(name);
  const { file, css = [], imports = [] } = chunk;
  return [file, ...css, ...imports.flatMap((each) => filesOf(manifest, each, seen))];
}

async function gzippedBytes(file: string): Promise<number> {
  return (await compress(await readFile(join(builtConsole, file)))).length;
}
