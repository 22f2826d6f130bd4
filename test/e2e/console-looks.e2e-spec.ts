import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  axeViolations,
  hasChromium,
  keepScreenshot,
  launchChromium,
  openPage,
  overflowOf,
  phone,
} from './support/console-browser.js';
import { firstViewBytes, type Manifest } from './support/console-bundle.js';
import { buildToEnd, importSample } from '../support/graphs.js';
import { aFolder, TestServer } from '../support/server.js';

const manifestFile = 'apps/console/dist/.vite/manifest.json';
const mostBytes = 250_000;

const pages = ['ask', 'ask/compare', 'build', 'build/1', 'graph', 'statutes', 'statutes/J0070017', 'system'] as const;
const looks = [
  { name: 'en-light', query: '?lang=en&theme=light', options: {} },
  { name: 'zh-dark', query: '?lang=zh-Hant&theme=dark', options: {} },
  { name: 'en-dark-phone', query: '?lang=en', options: { ...phone, colorScheme: 'dark' } },
  { name: 'zh-light-phone', query: '?lang=zh-Hant', options: phone },
] as const;

let folder: Awaited<ReturnType<typeof aFolder>>;
let server: TestServer;
let browser: Browser;

describe.skipIf(!hasChromium)('every page of the console', () => {
  beforeAll(async () => {
    folder = await aFolder();
    server = await TestServer.start(folder.path);
    await importSample(server, 'default');
    await buildToEnd(server, 'default');
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await folder?.remove();
  });

  describe.each(looks)('in $name', ({ name, query, options }) => {
    it.each(pages)('/%s fits the screen, has no fault, and nothing that axe objects to', async (path) => {
      const { page, faults } = await openPage(browser, options);
      await page.goto(`${server.url}/graphs/default/${path}${query}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await overflowOf(page)).toBe(0);
      expect(await axeViolations(page)).toEqual([]);
      await keepScreenshot(page, `look-${name}-${path.replaceAll('/', '-')}`);
      expect(faults).toEqual([]);
      await page.context().close();
    });
  });
});

describe('the files of the console', () => {
  it('are under 250 kB, gzipped, for the first view of any page', async () => {
    const sizes = await firstViewBytes(JSON.parse(await readFile(manifestFile, 'utf8')) as Manifest);
    expect(sizes.size).toBeGreaterThan(5);
    expect([...sizes].filter(([, bytes]) => bytes >= mostBytes)).toEqual([]);
  });
});
