import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { compressedFiles } from './compressed-files.js';

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
