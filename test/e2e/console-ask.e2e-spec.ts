import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  axeViolations,
  hasChromium,
  keepScreenshot,
  openPage,
  type OpenPage,
  phone,
} from './support/console-browser.js';
import { buildToEnd } from '../support/graphs.js';
import { openSampleConsole, type SampleConsole } from './support/sample-console.js';

const questions = [
  { text: '老師上課想影印一本書的幾頁發給學生，可以嗎？', language: 'zh-Hant' },
  { text: '未經同意把別人的文章貼到網路上會怎樣？', language: 'zh-Hant' },
  { text: '商標註冊後三年沒有使用會被廢止嗎？', language: 'en' },
] as const;

let sample: SampleConsole;
let opened: OpenPage;
let page: Page;

async function goTo(path: string): Promise<void> {
  await page.goto(`${sample.server.url}/graphs/default${path}`);
}

describe.skipIf(!hasChromium)('asking and looking around in the console', () => {
  beforeAll(async () => {
    sample = await openSampleConsole({ isBuilt: false });
    opened = await openPage(sample.browser);
    page = opened.page;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: sample.server.url });
  });

  afterAll(() => sample?.close());

  it('says before the first build that there is nothing to ask or to look at yet, and leads to the build', async () => {
    await goTo('/ask');
    await page.getByText('這個圖譜尚未建立').waitFor();
    await goTo('/graph');
    await page.getByText('這個圖譜尚未建立').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    expect((await buildToEnd(sample.server, 'default')).state).toBe('active');
  });

  it('offers questions of the user’s own statutes to begin with', async () => {
    await goTo('/ask');
    await page.locator('.questions a').nth(3).waitFor();
    expect(await page.locator('.questions a').count()).toBe(4);
    await keepScreenshot(page, '20-ask-begin');
  });

  it.each(questions)(
    'answers “$text” with the article that carries it in the first screen, the page in $language',
    async ({ text, language }) => {
      await goTo(`/ask?lang=${language}`);
      await page.locator('textarea').fill(text);
      await page.locator('textarea').press('Enter');
      await page.locator('.result').nth(4).waitFor();
      await page.locator('.answer-text[aria-busy=false] .answer-text__source').first().waitFor();
      await expectInFirstScreen(page, page.locator('.answer-text__sentences'));
      await expectInFirstScreen(page, page.locator('.reader .law'));
      expect(await page.locator('.result__why').allTextContents()).not.toContain('');
      expect(await axeViolations(page)).toEqual([]);
      await keepScreenshot(page, `20-ask-${questions.findIndex((each) => each.text === text) + 1}`);
    },
  );

  it('says loudly that the vectors of a mock know no meaning', async () => {
    expect((await page.getByRole('note').textContent()) ?? '').toContain('Mock embedding');
  });

  it('keeps an article of the answer in sight while the others are scrolled, and reads what it cites in the same place', async () => {
    await goTo(`/ask?lang=zh-Hant&q=${encodeURIComponent(questions[0].text)}`);
    await page.locator('.answer-text__source').first().click();
    await expect.poll(() => new URL(page.url()).searchParams.get('read')).toMatch(/^J00700/);
    await page.locator('.result').last().scrollIntoViewIfNeeded();
    await expectInFirstScreen(page, page.locator('.reader h2'));
    const cited = page.locator('.reader .law a.citation').first();
    await cited.click();
    await expect.poll(() => new URL(page.url()).searchParams.get('read')).toMatch(/^J00700/);
    expect(await page.locator('.result').count()).toBe(5);
    await page.getByRole('button', { name: /複製引註：.+法第/ }).click();
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(
      /^(著作權法|商標法)第\d+條(之\d+)?(第\d+項)?$/,
    );
  });

  it('opens a 款 by its address, under its article’s heading, and cites it as such', async () => {
    const { page: reading, faults } = await openPage(sample.browser, { permissions: ['clipboard-read'] });
    await reading.goto(`${sample.server.url}/graphs/default/statutes/J0070017?lang=zh-Hant#article-65.2.4`);
    await reading.getByRole('button', { name: '複製引註：著作權法第65條第2項第4款' }).waitFor();
    const heading = reading.locator('#article-65 .article__number');
    await expect
      .poll(async () => {
        const [place, bar] = [
          await reading.locator('[id="article-65.2.4"]').boundingBox(),
          await heading.boundingBox(),
        ];
        return place && bar && bar.y >= 0 && place.y >= bar.y + bar.height && place.y < bar.y + bar.height + 40;
      })
      .toBe(true);
    expect(faults).toEqual([]);
    await reading.context().close();
  });

  it('draws and tells the path that led to an article, and what its score is made of, a click away', async () => {
    const hopped = page
      .locator('.result')
      .filter({ hasText: /引用|引出/ })
      .first();
    await hopped.getByText('路徑與分數').click();
    await hopped.locator('.path__drawing').first().waitFor({ state: 'visible' });
    expect((await hopped.locator('.path').textContent()) ?? '').toMatch(/引出「.+」|引用/);
    expect((await hopped.locator('table').textContent()) ?? '').toContain('入圖分數');
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '21-ask-path');
  });

  it('shows how the question was read, and searches by what the reader makes of that', async () => {
    await page.getByRole('button', { name: '修改' }).click();
    await page.getByLabel('爭點，每行一個，至多六個').fill('合理使用\n為授課目的之重製');
    const asked = page.waitForRequest((request) => request.url().endsWith('/retrieve'));
    await page.getByRole('button', { name: '依此檢索' }).click();
    expect((await asked).postDataJSON()).toMatchObject({ reading: { issues: ['合理使用', '為授課目的之重製'] } });
    await page.getByText('這是您修改過的解讀。').waitFor();
    await page.locator('.reading .tag', { hasText: '合理使用' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('link', { name: '回到原來的解讀' }).click();
    await page.getByText('這是您修改過的解讀。').waitFor({ state: 'detached' });
  });

  it('gives the question away as a link that asks it again', async () => {
    await page.getByRole('button', { name: '複製連結' }).click();
    const link: string = await page.evaluate('navigator.clipboard.readText()');
    expect(new URL(link).searchParams.get('q')).toBe(questions[0].text);
    await page.goto(link);
    await page.locator('.result').first().waitFor();
    expect(await page.locator('textarea').inputValue()).toBe(questions[0].text);
  });

  it('compares the ways to search side by side, each also as a command', async () => {
    await page.getByRole('link', { name: '比較檢索方式' }).click();
    for (let place = 0; place < 4; place += 1) {
      await page.locator('.answer').nth(place).locator('.result').nth(4).waitFor();
    }
    expect(await page.locator('mark').count()).toBeGreaterThan(0);
    const headersEnd = await page
      .locator('.answer__header')
      .evaluateAll((headers) => headers.map((each) => Math.round(each.getBoundingClientRect().bottom)));
    expect(new Set(headersEnd).size).toBe(1);
    await page.getByRole('button', { name: '複製 curl 指令：跳躍' }).click();
    const command: string = await page.evaluate('navigator.clipboard.readText()');
    expect(command).toContain(`${sample.server.url}/api/v1/graphs/default/retrieve`);
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '21-compare');
    await page.getByRole('link', { name: '回到提問' }).click();
  });

  it('answers from the statutes that were chosen only', async () => {
    await page.getByText('檢索選項').click();
    await page.getByLabel('限定法規').fill('商標');
    await page.getByRole('button', { name: /商標法/ }).click();
    await page.getByRole('button', { name: '提問' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('statutes')).toBe('J0070001');
    await page.locator('.result h3').nth(4).waitFor();
    const names = await page.locator('.result h3').allTextContents();
    expect(names.filter((name) => !name.includes('商標法'))).toEqual([]);
  });

  it('remembers questions on this device until they are cleared, and none once that is not wanted', async () => {
    await goTo('/ask');
    await page.getByRole('heading', { name: '最近的問題' }).waitFor();
    await page.getByRole('link', { name: questions[0].text }).waitFor();
    await keepScreenshot(page, '20-ask-recent');
    await page.getByRole('button', { name: '全部清除' }).click();
    await page.getByRole('heading', { name: '最近的問題' }).waitFor({ state: 'detached' });
    expect(await page.evaluate('localStorage.length')).toBe(0);
    await page.getByLabel(/在這台裝置記住/).uncheck();
    await goTo(`/ask?q=${encodeURIComponent(questions[1].text)}`);
    await page.locator('.result').first().waitFor();
    await goTo('/ask');
    await page.locator('.questions a').first().waitFor();
    expect(await page.getByRole('heading', { name: '最近的問題' }).count()).toBe(0);
    expect(await page.evaluate('Object.values(localStorage)')).toEqual(['off']);
    await page.getByLabel(/在這台裝置記住/).check();
  });

  it('says what to do when the server can not answer', async () => {
    await page.route('**/retrieve', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({ status: 503, code: 'embedding-space-unavailable', detail: 'bge-m3 is not here.' }),
      }),
    );
    await goTo('/ask?lang=zh-Hant&mode=dense&q=x');
    await page.getByText('建立此版本所用的向量模型不在這裡，請查看系統頁。').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.unroute('**/retrieve');
  });

  it('has the answer in the first screen of a phone, and lays an article over it', async () => {
    const { page: small } = await openPage(sample.browser, phone);
    await small.goto(`${sample.server.url}/graphs/default/ask?lang=zh-Hant&q=${encodeURIComponent(questions[0].text)}`);
    const first = small.locator('.result').first();
    await first.waitFor();
    await expectInFirstScreen(small, small.locator('.answer-text__sentences'));
    await first.locator('h3 a').click();
    await expectInFirstScreen(small, small.locator('.reader .law'));
    // It has the whole width, and nothing of the page below shows above the menu.
    const { width } = phone.viewport;
    expect((await small.locator('.reader .law').boundingBox())?.width).toBeGreaterThan(width - 40);
    const [reader, menu] = [
      await small.locator('.reader').boundingBox(),
      await small.locator('.navigation').boundingBox(),
    ];
    expect((reader?.y ?? 0) + (reader?.height ?? 0)).toBeGreaterThanOrEqual(menu?.y ?? Number.POSITIVE_INFINITY);
    expect(await axeViolations(small)).toEqual([]);
    await keepScreenshot(small, '26-phone-reader');
    await small.getByRole('link', { name: '關閉' }).click();
    await small.locator('.reader').waitFor({ state: 'hidden' });
    await small.close();
  });

  it('never had a fault, nor did anything against the policy', () => {
    expect(opened.faults).toEqual([]);
  });
});

/** Begins within what is seen without scrolling, or as it is scrolled now. */
async function expectInFirstScreen(shown: Page, locator: Locator): Promise<void> {
  await locator.waitFor();
  const box = await locator.boundingBox();
  const height = shown.viewportSize()?.height ?? 0;
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect(box?.y).toBeLessThan(height - 80);
}
