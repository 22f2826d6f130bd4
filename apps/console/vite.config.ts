import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

const kilobyte = 1024;

/** The console's build; in development (`npm run console`) with REST of the server on its usual port. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressedFiles()],
  // Other rooms are taken from their sources: they may be built at this moment.
  resolve: { conditions: ['@lexhop/source', ...defaultClientConditions] },
  build: {
    manifest: true,
    // Compressing takes its time, and no reader needs to be told so at each build.
    rolldownOptions: { checks: { bundlerTimings: false } },
    // As far back as light-dark() and text-wrap are understood.
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    // Nothing inline: the Content-Security-Policy allows files of this origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 250 * kilobyte,
  },
  server: {
    proxy: { '/api': 'http://127.0.0.1:3210', '/health': 'http://127.0.0.1:3210' },
  },
});

const compressions = { br: promisify(brotliCompress), gz: promisify(gzip) } as const;
/** Smaller than this, a file and its headers fit one packet anyhow. */
const smallestBytes = 1400;

/** Puts `x.js.br` and `x.js.gz` beside each `x.js` and `x.css` of a build: compressed once, not for each reader. */
function compressedFiles(): Plugin {
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
