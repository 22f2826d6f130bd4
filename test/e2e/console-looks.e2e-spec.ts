import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, hasChromium, keepScreenshot, openPage, overflowOf, phone } from './support/console-browser.js';
import { firstViewBytes, type Manifest } from './support/console-bundle.js';
import { openSampleConsole, type SampleConsole } from './support/sample-console.js';

const manifestFile = 'apps/console/dist/.vite/manifest.json';
const mostBytes = 250_000;

const pages = ['ask', 'ask/compare', 'build', 'build/1', 'graph', 'statutes', 'statutes/J0070017', 'system'] as const;
const looks = ['en', 'zh-Hant'].flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    [
      { screen: 'desk', options: {} },
      { screen: 'phone', options: phone },
    ].map(({ screen, options }) => ({
      name: `${language}-${theme}-${screen}`,
      query: `?lang=${language}`,
      options: { ...options, colorScheme: theme },
    })),
  ),
);

let sample: SampleConsole;

describe.skipIf(!hasChromium)('every page of the console', () => {
  beforeAll(async () => {
    sample = await openSampleConsole({ isBuilt: true });
  });

  afterAll(() => sample?.close());

  describe.each(looks)('in $name', ({ name, query, options }) => {
    it.each(pages)('/%s fits the screen, has no fault, and nothing that axe objects to', async (path) => {
      const { page, faults } = await openPage(sample.browser, options);
      await page.goto(`${sample.server.url}/graphs/default/${path}${query}`);
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
