import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  axeViolations,
  hasChromium,
  keepScreenshot,
  launchChromium,
  openPage,
  type OpenPage,
} from './support/console-browser.js';
import { GatedDrafting } from './support/gated-drafting.js';
import { bankFile, statutesFile } from '../support/graphs.js';
import { aDataDirectory, TestServer } from '../support/server.js';

/** Of the 250, one a call: enough for the first batch, and for its cost. */
const callsBeforeTheGate = 60;
const graph = '/graphs/default';

let folder: Awaited<ReturnType<typeof aDataDirectory>>;
let drafting: GatedDrafting;
let server: TestServer;
let browser: Browser;
let opened: OpenPage;
let page: Page;

/** Where it listened before, so that the page finds it again. */
async function startServer(): Promise<TestServer> {
  const port = server ? new URL(server.url).port : '0';
  return TestServer.start(folder.path, { ...drafting.environment, LEXHOP_PORT: port });
}

async function goTo(path: string): Promise<void> {
  await page.goto(`${server.url}${path}`);
}

/** Script that drops a file with this text on the page. */
function dropOf(name: string, text: string): string {
  return `{
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
  }`;
}

const heading = (name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();

describe.skipIf(!hasChromium)('the console in a browser', () => {
  beforeAll(async () => {
    folder = await aDataDirectory();
    drafting = await GatedDrafting.start(callsBeforeTheGate);
    server = await startServer();
    browser = await launchChromium();
    opened = await openPage(browser);
    page = opened.page;
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await drafting?.close();
    await folder?.remove();
  });

  it('leads whoever comes to an empty server to its first statutes', async () => {
    await goTo('/');
    await page.getByText('這個圖譜還沒有法規').waitFor();
    expect(page.url()).toBe(`${server.url}${graph}/statutes`);
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '01-statutes-empty');
  });

  it('says at the build page that there is nothing to build from, and where to give some', async () => {
    await goTo(`${graph}/build`);
    await page.getByText('還沒有可以建圖的內容').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '02-build-empty');
    await page.getByRole('link', { name: '加入法規' }).click();
    await heading('法規');
  });

  it('reads the good file and says of the bad one why it was not read', async () => {
    await page.getByLabel('選擇檔案').setInputFiles([statutesFile, 'package.json']);
    await page.getByText('讀到 2 部法規、271 條，其中 21 條已刪除。').first().waitFor();
    await page.getByText("package.json can't be read as statutes").waitFor();
    await page.getByRole('link', { name: '著作權法' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '03-statutes-read');
  });

  it('filters the list by what is typed', async () => {
    await page.getByLabel('以名稱或代碼篩選').fill('商標');
    await page.getByRole('link', { name: '著作權法' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('link', { name: '商標法' }).count()).toBe(1);
    await page.getByLabel('以名稱或代碼篩選').fill('民法');
    await page.getByText('沒有名稱或代碼含「民法」的法規。').waitFor();
  });

  it('shows a statute with its citations as links, each of which leads to what it cites', async () => {
    await page.getByLabel('以名稱或代碼篩選').fill('');
    await page.getByRole('link', { name: '著作權法' }).click();
    await heading('著作權法');
    const cited = page.locator('#article-87-1').getByRole('link', { name: '第四十八條' });
    await cited.click();
    expect(new URL(page.url()).hash).toBe('#article-48');
    await expectInView(page.locator('#article-48'));
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '04-statute');
  });

  it('tells before a build what it would take: calls, tokens, cost, the embedding and why', async () => {
    await goTo(`${graph}/build`);
    await page.getByRole('heading', { name: '這次建圖會做什麼' }).waitFor();
    const estimate = page.locator('section', { has: page.getByRole('heading', { name: '這次建圖會做什麼' }) });
    await expectText(estimate, /250 條由 openai-compatible\/simulated 擬題/);
    await expectText(estimate, /模擬/);
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '05-estimate');
  });

  it('begins a build by the button and shows how far it is', async () => {
    await page.getByRole('button', { name: '建立 HopRAG 圖' }).click();
    await heading('第 1 版');
    await expectText(page.locator('.step[data-state=current]'), /擬題/);
    await page.getByText('即時').waitFor();
    await expectText(page.locator('.facts'), /目前費用\$0\.\d*[1-9]/);
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '06-build-running');
  });

  it('shows the same after a reload in the middle', async () => {
    await page.reload();
    await expectText(page.locator('.step[data-state=current]'), /擬題/);
    await page.getByText('即時').waitFor();
    expect(await page.locator('.step[data-state=done]').count()).toBe(1);
  });

  it('says that the server is gone when it is killed in the middle, and goes on by itself when it is back', async () => {
    await server.kill();
    await page.getByText(/連線中斷，\d+ 秒後重試/).waitFor();
    await page.getByText('伺服器沒有回應。').waitFor();
    await expectText(page.locator('.step[data-state=current]'), /擬題/);
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '07-server-gone');
    server = await startServer();
    await page.getByText('即時').waitFor();
    await page.getByText('伺服器沒有回應。').waitFor({ state: 'detached' });
  });

  it('reaches the end and reports what the build consists of, with a loud word on the mock', async () => {
    drafting.open();
    await page.getByRole('heading', { name: '內容' }).waitFor({ timeout: 120_000 });
    await expectText(page.getByRole('note'), /模擬向量/);
    await page.getByRole('table', { name: '配對分數' }).waitFor();
    await page.getByRole('link', { name: '向它提問' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '08-build-report');
  });

  it('takes a question bank, and its next build is made from it at once', async () => {
    await goTo(`${graph}/statutes`);
    await page.getByLabel('選擇檔案').setInputFiles(bankFile);
    await page.getByText('全部 250 筆中有 250 筆符合這個圖譜的法規').waitFor();
    await page.getByRole('link', { name: '前往建圖' }).click();
    await page.getByRole('button', { name: '建立 HopRAG 圖' }).click();
    await heading('第 2 版');
    await page.getByRole('heading', { name: '內容', exact: true }).waitFor({ timeout: 60_000 });
    await expect.poll(() => page.locator('dd', { hasText: '題庫' }).count()).toBe(1);
  });

  it('rolls back to the build before, after it was asked whether to', async () => {
    await goTo(`${graph}/build/1`);
    await page.getByRole('button', { name: '退回到這一版' }).click();
    const dialog = page.getByRole('dialog', { name: '要退回到第 1 版嗎？' });
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '09-roll-back');
    await dialog.getByRole('button', { name: '退回到這一版' }).click();
    await page.getByText('使用中', { exact: true }).waitFor();
    await page.getByRole('link', { name: '所有版本' }).click();
    await page.getByText('已退回').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '10-builds');
  });

  it('abandons what was rolled back', async () => {
    await page.getByRole('link', { name: '第 2 版' }).click();
    await page.getByRole('button', { name: '放棄' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '放棄' }).click();
    // In the list, to which it leads back; the page of the build itself says so a moment before.
    await expect.poll(() => page.getByText('使用中', { exact: true }).count()).toBe(1);
    await page.getByText('已放棄').waitFor();
  });

  it('deletes a statute only when that is confirmed', async () => {
    await goTo(`${graph}/statutes`);
    await page.getByRole('button', { name: '刪除商標法' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: '商標法' }).waitFor();
    await page.getByRole('button', { name: '刪除商標法' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '刪除', exact: true }).click();
    await page.getByRole('link', { name: '商標法' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('link', { name: '著作權法' }).count()).toBe(1);
  });

  it('takes a whole folder, statutes and question bank, into another graph', async () => {
    await goTo('/graphs/folder/statutes');
    await page.getByLabel('選擇資料夾').setInputFiles('data');
    await page.getByText('全部 250 筆中有 250 筆符合這個圖譜的法規').waitFor();
    await page.getByRole('link', { name: '著作權法' }).waitFor();
    expect(await page.getByText('data/intellectual-property.ChLaw.json').count()).toBe(1);
  });

  it('takes what is dropped anywhere on the page', async () => {
    await goTo('/graphs/dropped/statutes');
    await heading('法規');
    const text = '商店管理辦法\n第 1 條\n商店應標示價格。\n第 2 條\n違反前條規定者，處罰鍰。\n';
    await page.evaluate(dropOf('law.txt', text));
    await page.getByRole('link', { name: '商店管理辦法' }).click();
    await page.getByRole('link', { name: '前條' }).click();
    expect(new URL(page.url()).hash).toBe('#article-1');
  });

  it('opens a new graph by its name, and says of a name that can not be one why', async () => {
    await goTo(`${graph}/statutes`);
    await page.getByRole('combobox', { name: '圖譜', exact: true }).selectOption('其他圖譜…');
    const name = page.getByLabel('圖譜名稱');
    await name.fill('Not A Name');
    await page.getByText('設定', { exact: true }).click();
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '11-another-graph');
    await page.getByRole('button', { name: '開啟' }).click();
    expect(await page.locator('input[name=name]:invalid').count()).toBe(1);
    await name.fill('labour-law');
    await page.getByRole('button', { name: '開啟' }).click();
    await page.getByText('這個圖譜還沒有法規').waitFor();
    expect(new URL(page.url()).pathname).toBe('/graphs/labour-law/statutes');
  });

  it('can be used by the keyboard: past the menu in one step, and to the page that was chosen', async () => {
    await goTo(`${graph}/statutes`);
    await heading('法規');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await page.getByRole('navigation', { name: '主選單' }).getByRole('link', { name: '建圖' }).focus();
    await page.keyboard.press('Enter');
    await heading('建圖');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
  });

  it('had no fault that nothing caught, and nothing that its Content-Security-Policy refused', () => {
    expect(opened.faults).toEqual([]);
  });

  async function expectInView(locator: ReturnType<Page['locator']>): Promise<void> {
    await locator.waitFor();
    const box = await locator.boundingBox();
    expect(box && box.y >= 0 && box.y < 900).toBe(true);
  }

  /** Waits until the element says so. */
  async function expectText(locator: ReturnType<Page['locator']>, text: RegExp): Promise<void> {
    await locator.filter({ hasText: text }).first().waitFor();
  }
});
