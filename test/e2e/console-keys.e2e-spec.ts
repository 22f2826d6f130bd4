import { createHash, randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, hasChromium, keepScreenshot, launchChromium, openPage } from './support/console-browser.js';
import { bankFile, statutesFile } from '../support/graphs.js';
import { aDataDirectory, TestServer } from '../support/server.js';

const keys = { read: randomBytes(32).toString('hex'), admin: randomBytes(32).toString('hex') };
const digest = (key: string) => createHash('sha256').update(key).digest('hex');
const english = { locale: 'en-GB' } as const;

let folder: Awaited<ReturnType<typeof aDataDirectory>>;
let server: TestServer;
let browser: Browser;

async function signIn(page: Page, key: string): Promise<void> {
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Everything that a page left behind in its browser. */
function storedBy(page: Page): Promise<unknown> {
  return page.evaluate('[Object.values(sessionStorage), Object.values(localStorage), document.cookie]');
}

describe.skipIf(!hasChromium)('the console of a server with keys', () => {
  beforeAll(async () => {
    folder = await aDataDirectory();
    const entries = Object.entries(keys).map(([role, key]) => `the-${role}:${role}:${digest(key)}`);
    server = await TestServer.start(folder.path, { LEXHOP_API_KEYS: entries.join(',') });
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await folder?.remove();
  });

  it('asks for a key, says when it is not known, and stores none but for this tab', async () => {
    const { page, faults } = await openPage(browser, english);
    await page.goto(server.url);
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '20-sign-in');
    await signIn(page, 'not-a-key');
    await page.getByText('The server does not know this key.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await signIn(page, keys.admin);
    await page.getByText('This graph has no statutes yet').waitFor();
    expect(await storedBy(page)).toEqual([[keys.admin], [], '']);
    await page.reload();
    await page.getByText('This graph has no statutes yet').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('lets an administrator do everything with the key in a header, live progress too, and sign out', async () => {
    const { page } = await openPage(browser, english);
    await page.goto(`${server.url}/graphs/default/statutes`);
    await signIn(page, keys.admin);
    await page.getByLabel('Choose files').setInputFiles([statutesFile, bankFile]);
    await page.getByText('250 of all 250 fit the statutes of this graph').waitFor();
    await page.getByRole('link', { name: 'To the build' }).click();
    await page.getByRole('button', { name: 'Build HopRAG Graph' }).click();
    await page.getByRole('heading', { name: 'What it consists of' }).waitFor({ timeout: 60_000 });
    await page.getByText('Settings', { exact: true }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await storedBy(page)).toEqual([[], [], '']);
    await page.context().close();
  });

  it('makes a key that is shown once and admitted at once, and revokes it', async () => {
    const { page } = await openPage(browser, english);
    await page.goto(`${server.url}/graphs/default/system`);
    await signIn(page, keys.admin);
    const section = page.locator('section', { has: page.getByRole('heading', { name: 'Keys' }) });
    await section.getByLabel('Name', { exact: true }).fill('clerk');
    await section.getByRole('button', { name: 'Make a key' }).click();
    const made = (await section.locator('code').textContent()) ?? '';
    const asks = () => fetch(`${server.url}/api/v1/graphs`, { headers: { authorization: `Bearer ${made}` } });
    expect((await asks()).status).toBe(200);
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '25-keys');
    await section.getByRole('button', { name: 'Revoke clerk' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await section.getByText('clerk', { exact: true }).waitFor({ state: 'detached' });
    expect((await asks()).status).toBe(401);
    await page.context().close();
  });

  it('downloads a backup, from which an empty server is restored after a warning, and says who changed what', async () => {
    const { page, faults } = await openPage(browser, english);
    await page.goto(`${server.url}/graphs/default/system`);
    await signIn(page, keys.admin);
    await page.getByRole('cell', { name: 'DELETE /api/v1/keys/clerk' }).waitFor();
    await page.getByText('LEXHOP_WEBHOOK_URL is not set').waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download a backup' }).click();
    const file = await (await downloading).path();
    await page.getByText(/The backup is downloaded: [\d,.]+\s[KM]iB\./).waitFor();
    const elsewhere = await aDataDirectory();
    const empty = await TestServer.start(elsewhere.path);
    await page.goto(`${empty.url}/graphs/default/system`);
    await page.getByLabel('Choose a backup…').setInputFiles(file);
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/The keys and the record of changes of this server are replaced/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, '25-restore');
    expect((await empty.request('GET', '/graphs')).body).toEqual({ items: [] });
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await page.getByText(/[\d,]{5,} rows are restored\./).waitFor();
    expect((await empty.request('GET', '/graphs')).body).toEqual({ items: [{ name: 'default', active: 1 }] });
    await page.getByLabel('Choose a backup…').setInputFiles(file);
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await page.getByText(/have a graph default already/).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
    await empty.stop();
    await elsewhere.remove();
  });

  it('shows a reader everything and offers nothing that a reader may not do', async () => {
    const { page } = await openPage(browser, english);
    await page.goto(`${server.url}/graphs/default/build/1`);
    await signIn(page, keys.read);
    await page.getByRole('heading', { name: 'What it consists of' }).waitFor();
    await page.getByRole('link', { name: 'All builds' }).click();
    await page.getByText('Your key may only read.').waitFor();
    await page.getByRole('link', { name: 'Statutes' }).click();
    await page.getByRole('link', { name: '著作權法' }).waitFor();
    const offered = page.getByRole('button', { name: /Delete|Choose|Build|Cancel|Retry|Abandon/ });
    expect(await offered.count()).toBe(0);
    await page.context().close();
  });
});
