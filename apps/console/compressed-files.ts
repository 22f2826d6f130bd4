import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const compressions = { br: promisify(brotliCompress), gz: promisify(gzip) } as const;
/** Smaller than this, a file and its headers fit one packet anyhow. */
const smallestBytes = 1400;

/** Puts `x.js.br` and `x.js.gz` beside each `x.js` and `x.css` of a build: compressed once, not for each reader. */
export function compressedFiles(): Plugin {
  return {
    name: 'lexhop-compressed-files',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const files = Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name));
      await Promise.all(files.map((name) => compressFile(join(dir, name))));
    },
  };
}

async function compressFile(path: string): Promise<void> {
  const content = await readFile(path);
  if (content.length < smallestBytes) return;
  for (const [ending, compress] of Object.entries(compressions)) {
    await writeFile(`${path}.${ending}`, await compress(content));
  }
}
