import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  axeViolations,
  hasChromium,
  keepScreenshot,
  openPage,
  type OpenPage,
  overflowOf,
  phone,
} from './support/console-browser.js';
import { madeUpNeighbourhood } from './support/made-up-neighbourhood.js';
import { openSampleConsole, type SampleConsole } from './support/sample-console.js';

let sample: SampleConsole;
let opened: OpenPage;
let page: Page;

async function goTo(path: string): Promise<void> {
  await page.goto(`${sample.server.url}/graphs/default${path}`);
}

describe.skipIf(!hasChromium)('looking around in the console', () => {
  beforeAll(async () => {
    sample = await openSampleConsole({ isBuilt: true });
    opened = await openPage(sample.browser);
    page = opened.page;
  });

  afterAll(() => sample?.close());

  it('shows the whole graph by its statutes, and the same as a list, which leads into one', async () => {
    await goTo('/graph?lang=zh-Hant');
    await page.locator('.graph-canvas canvas').first().waitFor();
    await page.getByText('2 部法規，1 組法規之間有邊。').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '22-graph-overview');
    await page.getByText('清單：2 部法規').click();
    await page.locator('table').getByRole('link', { name: '著作權法' }).click();
    await page.getByText(/清單：\d+ 條/).click();
    expect(await page.locator('details table tbody tr').count()).toBe(100);
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '22-graph-statute');
  });

  it('lights the neighbourhood of what is pointed at, and fills the screen', async () => {
    const cursor = () => page.evaluate("document.querySelector('.graph-canvas__picture').style.cursor");
    const box = await page.locator('.graph-canvas__picture').boundingBox();
    if (!box) throw new Error('The picture is not drawn.');
    expect(await isVeiled()).toBe(false);
    for (let place = 0; place < 200 && (await cursor()) !== 'pointer'; place += 1) {
      const [part, row] = [0.3 + 0.04 * (place % 10), 0.3 + 0.02 * Math.floor(place / 10)];
      await page.mouse.move(box.x + box.width * part, box.y + box.height * row, { steps: 2 });
      // What is pointed at is known once it is drawn: a pointer that moved on would have left it.
      await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
    }
    expect(await cursor()).toBe('pointer');
    await expect.poll(isVeiled).toBe(true);
    await keepScreenshot(page, '22-graph-pointed-at');
    await page.mouse.move(box.x + 4, box.y + 4, { steps: 2 });
    await expect.poll(isVeiled).toBe(false);
    await page.getByRole('button', { name: '全螢幕' }).click();
    await expect.poll(() => page.evaluate('innerWidth - (document.fullscreenElement?.clientWidth ?? 0)')).toBe(0);
    await page.getByRole('button', { name: '全螢幕' }).click();
    await expect.poll(() => page.evaluate('document.fullscreenElement')).toBeNull();
  });

  it('is searched from anywhere by Ctrl-K, arrows and Enter', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('商標法第5條');
    await page.getByRole('button', { name: '商標法第 5 條' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '22-search');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.locator('#article-5[data-current=true]').waitFor();
    expect(new URL(page.url()).hash).toBe('#article-5');
    await goTo('/graph?lang=zh-Hant');
  });

  it('walks the graph: an article found by name, its edges with question and score, one hop further, filtered by kind', async () => {
    await page.getByLabel('尋找法規或條文').fill('著作權法第52條');
    await page.getByRole('button', { name: '著作權法第 52 條' }).click();
    const chosen = page.getByRole('complementary', { name: '選取的內容' });
    await chosen.getByRole('heading', { name: '著作權法第 52 條' }).waitFor();
    await chosen
      .getByText(/引出它能回答的題目：「.+」/)
      .first()
      .waitFor();
    expect((await chosen.textContent()) ?? '').toMatch(/分數 0\.\d+/);
    const before = await shownNodes();
    await chosen.locator('.graph-page__end').filter({ hasNotText: '第 52 條' }).first().click();
    await chosen.getByRole('button', { name: '再展開一步' }).click();
    await expect.poll(shownNodes).toBeGreaterThan(before);
    await page.getByLabel('題目', { exact: true }).uncheck();
    await expect.poll(async () => (await chosen.textContent()) ?? '').not.toMatch(/引出它能回答的問題/);
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '23-graph-walked');
  });

  it('shows an edge that is clicked on, with its question and score', async () => {
    await page.getByLabel('題目', { exact: true }).check();
    const chosen = page.getByRole('complementary', { name: '選取的內容' });
    await expect
      .poll(
        async () => {
          const box = await page.locator('.graph-canvas').boundingBox();
          if (!box) return '';
          // Edges cross the middle: somewhere along these lines one is met.
          for (let place = 0; place < 120; place += 1) {
            const [part, row] = [0.2 + 0.02 * (place % 30), 0.5 - 0.05 * Math.floor(place / 30)];
            await page.mouse.click(box.x + box.width * part, box.y + box.height * row);
            const name = await chosen
              .getByRole('heading', { level: 2 })
              .first()
              .textContent({ timeout: 300 })
              .catch(() => '');
            if (name !== null && edgeNames.test(name)) return name;
          }
          return '';
        },
        { timeout: 60_000 },
      )
      .toMatch(edgeNames);
    await keepScreenshot(page, '24-graph-edge');
  });

  it('draws 2,000 articles and 10,000 edges', async () => {
    const { page: large, faults } = await openPage(sample.browser);
    await large.route('**/subgraph*', (route) => route.fulfill({ json: madeUpNeighbourhood(2_000, 10_000) }));
    await large.goto(`${sample.server.url}/graphs/default/graph?lang=zh-Hant&statute=T1`);
    await large.locator('.graph-canvas canvas').first().waitFor();
    await large.getByText('顯示 2,000 條條文、10,000 條邊。').waitFor();
    expect(faults).toEqual([]);
    await large.close();
  });

  it('says what the server works with: health, embedding and why, models, readers', async () => {
    await goTo('/system?lang=zh-Hant');
    await page.getByText('資料庫', { exact: true }).waitFor();
    await page.getByText('使用中：mock').waitFor();
    await page.getByRole('heading', { name: '本機模型' }).waitFor();
    await page.getByRole('button', { name: '下載 bge-m3', exact: true }).waitFor();
    await page.getByText(/default，第 1 版/).waitFor();
    expect(await page.getByRole('link', { name: '工作佇列' }).getAttribute('href')).toBe('/admin/queues');
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '25-system');
  });

  it.each(['/ask?lang=zh-Hant&q=影印', '/graph?lang=en', '/system?lang=en'])(
    'fits a phone, in the dark: %s',
    async (path) => {
      const { page: small, faults } = await openPage(sample.browser, { ...phone, colorScheme: 'dark' });
      await small.goto(`${sample.server.url}/graphs/default${path}`);
      await small.locator('.result, .graph-canvas canvas, .system__model').first().waitFor();
      expect(await overflowOf(small)).toBe(0);
      expect(await axeViolations(small)).toEqual([]);
      expect(faults).toEqual([]);
      await keepScreenshot(small, `26-phone-${path.slice(1, path.indexOf('?'))}`);
      await small.close();
    },
  );

  it('never had a fault, nor did anything against the policy', () => {
    expect(opened.faults).toEqual([]);
  });
});

const edgeNames = /^(題目|引用|罰則|授權|準用|除外|定義|層級)$/;

/** Whether all but a neighbourhood is dimmed, in the corner of the picture. */
function isVeiled(): Promise<boolean> {
  const corner = "document.querySelector('.graph-canvas__overlay').getContext('2d').getImageData(2, 2, 1, 1).data";
  return page.evaluate(`${corner}[3] !== 0`);
}

/** How many articles the page says that it shows. */
async function shownNodes(): Promise<number> {
  const text = (await page.getByText(/顯示 \d+ 條/).textContent()) ?? '';
  return Number(/顯示 (\d+) 條/.exec(text)?.[1] ?? 0);
}
